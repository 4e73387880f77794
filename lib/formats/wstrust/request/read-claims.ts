import { MandateError } from '../../../core/errors/index.ts'
import { attributeOf, childOf, childrenOf, namespaces, textOf, type XmlElement } from '../../xml/index.ts'
import { claimsDialect } from '../uris.ts'

/** One claim that the token is asked to carry. */
export type ClaimRequest = {
  readonly uri: string
  /** False where the token is useless without it. */
  readonly optional: boolean
  /** The value that it must have, where the client says one. */
  readonly value: string | undefined
}

/**
 * Reads `wst:Claims` with `i:ClaimType` elements; `undefined` where there is none. A claim without `Optional` is
 * mandatory.
 *
 * @throws MandateError `mas.claims-dialect`, `mas.claim-unknown`
 * @see WS-Trust 1.3 section 4.1; Identity Metasystem Interoperability 1.0 section 3.3
 */
export function readClaims(parent: XmlElement): ClaimRequest[] | undefined {
  const claims = childOf(parent, namespaces.wst13, 'Claims')
  if (!claims) return undefined
  const dialect = attributeOf(claims, '', 'Dialect')?.trim()
  if (dialect !== undefined && dialect !== claimsDialect) {
    throw new MandateError('mas.claims-dialect', { dialect: dialect.slice(0, 120) })
  }
  return childrenOf(claims).map(readClaim)
}

function readClaim(element: XmlElement): ClaimRequest {
  const uri = attributeOf(element, '', 'Uri')?.trim()
  if (element.local !== 'ClaimType' || element.ns !== claimsDialect || !uri) {
    throw new MandateError('mas.claim-unknown', { claim: (uri || element.local).slice(0, 120) })
  }
  const optional = attributeOf(element, '', 'Optional')?.trim()
  const value = childOf(element, claimsDialect, 'Value')
  return { uri, optional: optional === 'true' || optional === '1', value: value && textOf(value).trim() }
}
