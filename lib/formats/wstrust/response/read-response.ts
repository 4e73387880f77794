import { fromBase64 } from '../../../core/bytes.ts'
import { type Instant, parseDateTime } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import {
  canonicalize,
  childOf,
  childrenOf,
  namespaces,
  onlyChild,
  textOf,
  type XmlDocument,
  type XmlElement,
} from '../../xml/index.ts'
import { readEnvelope } from '../message/read-envelope.ts'
import { computedKey } from '../request/computed-key.ts'
import { computedKeyPsha1 } from '../uris.ts'

/** What a client takes out of the response of a token service. */
export type IssuedToken = {
  tokenType: string
  /** The encrypted token as it must be sent on: `EncryptedData`, or `EncryptedAssertion` for SAML 2.0. */
  token: string
  /** Raw bytes; `undefined` for tokens without a symmetric key. */
  proofKey: Uint8Array | undefined
  /** `wsse:SecurityTokenReference` that names the token inside the same security header. */
  attachedReference: string | undefined
  created: Instant | undefined
  expires: Instant | undefined
}

/**
 * Reads the response of a token service, ours or another.
 *
 * @param entropy the client's random bytes and the bits of the key it asked for, where it sent `Entropy`
 * @throws MandateError `xml.*` where the response is not what WS-Trust says
 */
export function readTokenResponse(
  document: XmlDocument,
  entropy?: { client: Uint8Array; keySize: number },
): IssuedToken {
  const { content } = readEnvelope(document)
  const response = onlyChild(content, namespaces.wst13, 'RequestSecurityTokenResponse')
  const requested = onlyChild(response, namespaces.wst13, 'RequestedSecurityToken')
  const [token] = childrenOf(requested)
  if (!token) throw new MandateError('xml.missing-element', { element: 'token', parent: requested.local })
  const attached = childOf(response, namespaces.wst13, 'RequestedAttachedReference')
  const lifetime = childOf(response, namespaces.wst13, 'Lifetime')
  return {
    tokenType: textOf(onlyChild(response, namespaces.wst13, 'TokenType')).trim(),
    token: canonicalize(token),
    proofKey: proofKeyOf(response, entropy),
    attachedReference: attached && canonicalize(onlyChild(attached, namespaces.wsse, 'SecurityTokenReference')),
    created: lifetime && momentOf(lifetime, 'Created'),
    expires: lifetime && momentOf(lifetime, 'Expires'),
  }
}

function proofKeyOf(
  response: XmlElement,
  entropy: { client: Uint8Array; keySize: number } | undefined,
): Uint8Array | undefined {
  const proof = childOf(response, namespaces.wst13, 'RequestedProofToken')
  if (!proof) return undefined
  const computed = childOf(proof, namespaces.wst13, 'ComputedKey')
  if (!computed) return secretIn(proof)
  const serverEntropy = secretIn(onlyChild(response, namespaces.wst13, 'Entropy'))
  if (!entropy || textOf(computed).trim() !== computedKeyPsha1) {
    throw new MandateError('xml.unexpected-element', { element: 'ComputedKey', parent: proof.local })
  }
  return computedKey(entropy.client, serverEntropy, entropy.keySize / 8)
}

function secretIn(parent: XmlElement): Uint8Array {
  const bytes = fromBase64(textOf(onlyChild(parent, namespaces.wst13, 'BinarySecret')))
  if (!bytes) throw new MandateError('xml.missing-element', { element: 'BinarySecret', parent: parent.local })
  return bytes
}

function momentOf(lifetime: XmlElement, name: string): Instant | undefined {
  const element = childOf(lifetime, namespaces.wsu, name)
  return element && parseDateTime(textOf(element))
}
