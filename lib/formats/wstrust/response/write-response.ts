import { toBase64 } from '../../../core/bytes.ts'
import { type Instant, isoTime } from '../../../core/clock.ts'
import { namespaces, XmlFragment, xml } from '../../xml/index.ts'
import { actions, anonymousAddress, assertionReferences, computedKeyPsha1, nonceSecret, tokenTypes } from '../uris.ts'

/** An issued token, and everything that the client is told with it. */
export type TokenResponse = {
  /** UUIDs without prefix, for the message and for its Timestamp. */
  ids: { message: string; timestamp: string }
  /** MessageID of the request. */
  relatesTo: string | undefined
  now: Instant
  version: 'saml2' | 'saml1'
  /** Content of RequestedSecurityToken. */
  token: XmlFragment
  assertionId: string
  /** AppliesTo of the request as it came. */
  appliesTo: string
  /** What the client needs to know the proof key: the key itself, or our random bytes for computing it. */
  proof: { secret: Uint8Array } | { serverEntropy: Uint8Array } | undefined
  lifetime: { created: Instant; expires: Instant }
  /** Bits, where the client asked for a size. */
  keySize: number | undefined
}

/**
 * Writes the response of the token service. Order and references are what the known clients count on: one
 * SecurityTokenReference before the attached reference (inside the encrypted token), no BinarySecret before the proof
 * key, the prefix `soap` bound.
 *
 * @see WS-Trust 1.3 sections 3.2 and 4.4; docs/wire-formats.md, The response
 */
export function writeTokenResponse(response: TokenResponse): string {
  const { version } = response
  const type = tokenTypes[version]
  const reference = xml`<wsse:SecurityTokenReference xmlns:wsse="${namespaces.wsse}" xmlns:wsse11="${namespaces.wsse11}" wsse11:TokenType="${type}"><wsse:KeyIdentifier ValueType="${assertionReferences[version]}">${response.assertionId}</wsse:KeyIdentifier></wsse:SecurityTokenReference>`
  const body = xml`<RequestSecurityTokenResponseCollection xmlns="${namespaces.wst13}"><RequestSecurityTokenResponse><TokenType>${type}</TokenType><RequestedSecurityToken>${response.token}</RequestedSecurityToken><RequestedAttachedReference>${reference}</RequestedAttachedReference><RequestedUnattachedReference>${reference}</RequestedUnattachedReference>${XmlFragment.ofMarkup(response.appliesTo)}${proofOf(response)}<Lifetime><wsu:Created xmlns:wsu="${namespaces.wsu}">${isoTime(response.lifetime.created)}</wsu:Created><wsu:Expires xmlns:wsu="${namespaces.wsu}">${isoTime(response.lifetime.expires)}</wsu:Expires></Lifetime>${response.keySize && xml`<KeySize>${response.keySize}</KeySize>`}</RequestSecurityTokenResponse></RequestSecurityTokenResponseCollection>`
  return writeEnvelope({ action: actions.issued, body, ...response })
}

function proofOf({ proof }: TokenResponse): XmlFragment | undefined {
  if (!proof) return undefined
  if ('secret' in proof) {
    return xml`<RequestedProofToken><BinarySecret Type="${nonceSecret}">${toBase64(proof.secret)}</BinarySecret></RequestedProofToken>`
  }
  return xml`<RequestedProofToken><ComputedKey>${computedKeyPsha1}</ComputedKey></RequestedProofToken><Entropy><BinarySecret Type="${nonceSecret}">${toBase64(proof.serverEntropy)}</BinarySecret></Entropy>`
}

/** A response message: addressing headers, an unsigned Timestamp of five minutes, and the body. */
export function writeEnvelope(message: {
  action: string
  ids: { message: string; timestamp: string }
  relatesTo: string | undefined
  now: Instant
  body: XmlFragment
}): string {
  const { action, ids, relatesTo, now, body } = message
  const wsa = namespaces.wsa
  return xml`<soap:Envelope xmlns:soap="${namespaces.soap12}"><soap:Header><Action xmlns="${wsa}">${action}</Action><MessageID xmlns="${wsa}">urn:uuid:${ids.message}</MessageID><To xmlns="${wsa}">${anonymousAddress}</To>${relatesTo && xml`<RelatesTo xmlns="${wsa}">${relatesTo}</RelatesTo>`}<wsse:Security xmlns:wsse="${namespaces.wsse}" xmlns:wsu="${namespaces.wsu}" soap:mustUnderstand="true"><wsu:Timestamp wsu:Id="TS-${ids.timestamp}"><wsu:Created>${isoTime(now)}</wsu:Created><wsu:Expires>${isoTime((now + responseLife) as Instant)}</wsu:Expires></wsu:Timestamp></wsse:Security></soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`
    .markup
}

const responseLife = 5 * 60_000
