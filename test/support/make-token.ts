import { type Instant, minute } from '../../lib/core/clock.ts'
import { uuid } from '../../lib/core/random.ts'
import { publicKeyOf } from '../../lib/formats/pki/certificate/public-key.ts'
import {
  type AssertionClaim,
  type AssertionToWrite,
  type ConfirmationToWrite,
  claimUris,
  type SamlVersion,
  signerKeyInfo,
  writeAssertion,
} from '../../lib/formats/saml/index.ts'
import { assertionReferences, tokenTypes } from '../../lib/formats/wstrust/index.ts'
import { namespaces, xml } from '../../lib/formats/xml/index.ts'
import { encryptElement, encryptionAlgorithms } from '../../lib/formats/xmlenc/index.ts'
import type { KitToken } from '../../lib/kit/token/request-token.ts'
import type { Authority, KeyPair } from '../../lib/platform/authority/authority.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'

/** What a test may have different from the usual. */
export type TokenChanges = {
  version?: SamlVersion
  abn?: string | null
  credentialType?: string
  audience?: string
  notBefore?: number
  notOnOrAfter?: number
  confirmation?: ConfirmationToWrite
  signer?: KeyPair
  hash?: 'sha256' | 'sha1'
  /** Whose key opens the token. */
  recipient?: KeyPair
  subject?: string
  /** Claims beside the usual ones. */
  claims?: readonly AssertionClaim[]
}

type Maker = {
  runtime: Pick<Runtime, 'random' | 'clock'>
  authority: Authority
  relyingParty: 'usi' | 'sbr'
  audience: string
}

/** Makes a token of every kind, also of those that the token service would never issue. */
export function makeToken({ runtime, authority, relyingParty, audience }: Maker, changes: TokenChanges): KitToken {
  const { random, clock } = runtime
  const now = clock.now()
  const { version = 'saml2', abn = '27809366375', credentialType = 'ABR_Device', hash = 'sha256' } = changes
  const signer = changes.signer ?? authority.tokenSigning()
  const party = changes.recipient ?? authority.relyingPartyKey(relyingParty)
  const recipient = { publicKey: publicKeyOf(party.certificate), keyTransport: encryptionAlgorithms.rsaOaepMgf1p }
  const proofKey = random.bytes(32)
  const notOnOrAfter = changes.notOnOrAfter ?? now + 30 * minute
  const id = `_${uuid(random)}`
  const assertion: AssertionToWrite = {
    version,
    id,
    issuer: 'urn:mandate:test',
    issuedAt: now,
    authenticatedAt: now,
    notBefore: (changes.notBefore ?? now) as Instant,
    notOnOrAfter: notOnOrAfter as Instant,
    audience: changes.audience ?? audience,
    subject: changes.subject ?? 'ABRD:27809366375_Test',
    confirmation: changes.confirmation ?? { method: 'symmetric', secret: proofKey, recipient },
    claims: [
      ...(abn === null ? [] : [{ uri: claimUris.abn, values: [abn] }]),
      { uri: claimUris.credentialType, values: [credentialType] },
      { uri: claimUris.trace, values: ['t0123456789abcdef'] },
      ...(changes.claims ?? []),
    ],
  }
  const signed = writeAssertion(assertion, {
    privateKey: signer.privateKey,
    keyInfo: signerKeyInfo(signer.certificate.der),
    hash,
  })
  const data = encryptElement({
    plaintext: signed.markup,
    contentAlgorithm: encryptionAlgorithms.aes256Cbc,
    recipient,
    ids: { data: `ED-${uuid(random)}`, key: `EK-${uuid(random)}` },
    random,
  })
  const token =
    version === 'saml2'
      ? xml`<saml2:EncryptedAssertion xmlns:saml2="${namespaces.saml2}">${data}</saml2:EncryptedAssertion>`
      : data
  return {
    tokenType: tokenTypes[version],
    token: token.markup,
    proofKey,
    attachedReference: reference(version, id),
    created: now,
    expires: notOnOrAfter as Instant,
    abn: abn ?? '',
    appliesTo: assertion.audience,
    tokenService: '',
    trace: undefined,
  }
}

function reference(version: SamlVersion, id: string): string {
  return xml`<wsse:SecurityTokenReference xmlns:wsse="${namespaces.wsse}" xmlns:wsse11="${namespaces.wsse11}" wsse11:TokenType="${tokenTypes[version]}"><wsse:KeyIdentifier ValueType="${assertionReferences[version]}">${id}</wsse:KeyIdentifier></wsse:SecurityTokenReference>`
    .markup
}
