import type { Instant } from '../../../core/clock.ts'
import { type Random, uuid } from '../../../core/random.ts'
import {
  type AssertionSigner,
  type ConfirmationToWrite,
  claimUris,
  writeAssertion,
} from '../../../formats/saml/index.ts'
import { computedKey, type TokenResponse, writeTokenResponse } from '../../../formats/wstrust/index.ts'
import { namespaces, type XmlFragment, xml } from '../../../formats/xml/index.ts'
import { encryptElement, encryptionAlgorithms, type Recipient } from '../../../formats/xmlenc/index.ts'
import type { GrantedKey, TokenGrant } from '../decision/grant.ts'
import { tokenIdPrefix } from '../trace/trace-id.ts'
import type { Recipients } from './recipients.ts'

/** The hand that issues. */
export type IssuingWorld = {
  now: Instant
  random: Random
  /** Name of the token service in its assertions. */
  issuer: string
  signer: AssertionSigner
  recipients: Recipients
}

/**
 * Makes the token of a grant and the response that carries it: assertion signed by us, encrypted to the relying party,
 * and the proof key for the client.
 *
 * @param about MessageID of the request, and the id of its trace
 * @returns the response message
 */
export function issueToken(
  grant: TokenGrant,
  about: { messageId: string | undefined; traceId: string },
  world: IssuingWorld,
): string {
  const { now, random, recipients } = world
  const recipient = recipients.of(grant.relyingParty)
  const { confirmation, proof } = bindKey(grant.key, recipient, random)
  const assertionId = `_${uuid(random)}`
  const assertion = writeAssertion(
    {
      version: grant.version,
      id: assertionId,
      issuer: world.issuer,
      issuedAt: now,
      authenticatedAt: grant.authenticatedAt,
      notBefore: grant.lifetime.notBefore,
      notOnOrAfter: grant.lifetime.expires,
      audience: grant.audience,
      subject: grant.subject,
      confirmation,
      claims: [...grant.claims, { uri: claimUris.trace, values: [about.traceId] }],
    },
    world.signer,
  )
  return writeTokenResponse({
    ids: { message: uuid(random), timestamp: uuid(random) },
    relatesTo: about.messageId,
    now,
    version: grant.version,
    token: encryptAssertion(assertion, grant, recipient, { random, traceId: about.traceId }),
    assertionId,
    appliesTo: grant.appliesToMarkup,
    proof,
    lifetime: grant.lifetime,
    keySize: grant.key.type === 'symmetric' ? grant.keySizeAsked || undefined : undefined,
  })
}

function bindKey(
  key: GrantedKey,
  recipient: Recipient,
  random: Random,
): { confirmation: ConfirmationToWrite; proof: TokenResponse['proof'] } {
  if (key.type === 'bearer') return { confirmation: { method: 'bearer' }, proof: undefined }
  if (key.type === 'public') {
    return { confirmation: { method: 'certificate', certificate: key.certificate }, proof: undefined }
  }
  const ours = random.bytes(key.bytes)
  if (!key.entropy) return { confirmation: { method: 'symmetric', secret: ours, recipient }, proof: { secret: ours } }
  const secret = computedKey(key.entropy, ours, key.bytes)
  return { confirmation: { method: 'symmetric', secret, recipient }, proof: { serverEntropy: ours } }
}

/**
 * The Id of the encrypted token names the trace of its request, so that a service that cannot open it can still say
 * which token it was. SAML 1.1 clients expect `EncryptedData` alone; SAML 2.0 has an element of its own
 * around it.
 */
function encryptAssertion(
  assertion: XmlFragment,
  { version }: TokenGrant,
  recipient: Recipient,
  { random, traceId }: { random: Random; traceId: string },
): XmlFragment {
  const encrypted = encryptElement({
    plaintext: assertion.markup,
    contentAlgorithm: encryptionAlgorithms.aes256Cbc,
    recipient,
    ids: { data: `${tokenIdPrefix}${traceId}`, key: `EK-${uuid(random)}` },
    random,
  })
  if (version === 'saml1') return encrypted
  return xml`<saml2:EncryptedAssertion xmlns:saml2="${namespaces.saml2}">${encrypted}</saml2:EncryptedAssertion>`
}
