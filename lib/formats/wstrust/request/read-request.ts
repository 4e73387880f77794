import { fromBase64 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { canonicalize, childOf, childrenOf, descendants, namespaces, textOf, type XmlElement } from '../../xml/index.ts'
import { type AppliesTo, readAppliesTo } from './read-applies-to.ts'
import { type ClaimRequest, readClaims } from './read-claims.ts'
import { readEntropy } from './read-entropy.ts'
import { type LifetimeRequest, readLifetime } from './read-lifetime.ts'
import { type Relationship, readRelationship } from './read-relationship.ts'

/** A `wst:RequestSecurityToken`: what the client asks for, not yet decided. Plain data. */
export type TokenRequest = {
  /** URI of RequestType. */
  readonly requestType: string
  /** URI of TokenType, KeyType, ComputedKeyAlgorithm where they are given. */
  readonly tokenType: string | undefined
  readonly keyType: string | undefined
  readonly computedKeyAlgorithm: string | undefined
  /** Bits. */
  readonly keySize: number | undefined
  readonly appliesTo: AppliesTo | undefined
  readonly claims: readonly ClaimRequest[]
  readonly lifetime: LifetimeRequest | undefined
  /** Random bytes of the client for a computed key. */
  readonly entropy: Uint8Array | undefined
  readonly actAs: Relationship | undefined
  /** DER of the certificate in UseKey; `'unreadable'` for a key in another form. */
  readonly useKey: Uint8Array | 'unreadable' | undefined
  /** The token that is asked about, as text that can stand alone */
  readonly validateTarget: string | undefined
}

/**
 * Reads a `wst:RequestSecurityToken` by names, in any order. What it doesn't know is left aside, except what would
 * change for whom the token speaks. `SecondaryParameters` (the relying party's wishes that a client passes on) count
 * where the request itself says nothing.
 *
 * @throws MandateError `xml.*` and `mas.*` codes for parts that are there and not right
 * @see WS-Trust 1.3 sections 3 and 4; docs/wire-formats.md, The request
 */
export function readTokenRequest(request: XmlElement): TokenRequest {
  if (request.local !== 'RequestSecurityToken' || request.ns !== namespaces.wst13) {
    throw new MandateError('xml.unexpected-element', { element: request.local.slice(0, 60), parent: 'Body' })
  }
  for (const [ns, name] of delegations) {
    if (childOf(request, ns, name)) {
      throw new MandateError('xml.unexpected-element', { element: name, parent: 'RequestSecurityToken' })
    }
  }
  const secondary = childOf(request, namespaces.wst13, 'SecondaryParameters')
  const actAs = childOf(request, namespaces.wst14, 'ActAs')
  return {
    requestType: uriOf(request, 'RequestType') ?? '',
    tokenType: uriOf(request, 'TokenType') ?? (secondary && uriOf(secondary, 'TokenType')),
    keyType: uriOf(request, 'KeyType') ?? (secondary && uriOf(secondary, 'KeyType')),
    computedKeyAlgorithm:
      uriOf(request, 'ComputedKeyAlgorithm') ?? (secondary && uriOf(secondary, 'ComputedKeyAlgorithm')),
    keySize: keySizeOf(request) ?? (secondary && keySizeOf(secondary)),
    appliesTo: readAppliesTo(request),
    claims: readClaims(request) ?? (secondary && readClaims(secondary)) ?? [],
    lifetime: readLifetime(request),
    entropy: readEntropy(request),
    actAs: actAs && readRelationship(actAs),
    useKey: readUseKey(request),
    validateTarget: readValidateTarget(request),
  }
}

/** Other ways to ask for a token that speaks for somebody else. */
const delegations = [
  [namespaces.wst13, 'OnBehalfOf'],
  [namespaces.wst13, 'DelegateTo'],
  [namespaces.wst13, 'ActAs'],
] as const

function uriOf(parent: XmlElement, name: string): string | undefined {
  const element = childOf(parent, namespaces.wst13, name)
  return element && textOf(element).trim()
}

function readUseKey(request: XmlElement): TokenRequest['useKey'] {
  const useKey = childOf(request, namespaces.wst13, 'UseKey')
  if (!useKey) return undefined
  const [certificate, second] = [
    ...descendants(useKey, namespaces.ds, 'X509Certificate'),
    ...descendants(useKey, namespaces.wsse, 'BinarySecurityToken'),
  ]
  const bytes = certificate && !second ? fromBase64(textOf(certificate)) : undefined
  return bytes ?? 'unreadable'
}

function readValidateTarget(request: XmlElement): string | undefined {
  const target = childOf(request, namespaces.wst13, 'ValidateTarget')
  const [token, second] = target ? childrenOf(target) : []
  return token && !second ? canonicalize(token) : undefined
}

function keySizeOf(parent: XmlElement): number | undefined {
  const text = uriOf(parent, 'KeySize')
  if (text === undefined) return undefined
  if (!/^\d{1,5}$/.test(text)) throw new MandateError('mas.key-size', { size: text.slice(0, 20) })
  return Number(text)
}
