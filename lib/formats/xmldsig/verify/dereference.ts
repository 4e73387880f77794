import { MandateError } from '../../../core/errors/index.ts'
import { attributeOf, childrenOf, namespaces, textOf, type XmlDocument, type XmlElement } from '../../xml/index.ts'
import type { SignaturePolicy } from '../types.ts'

/**
 * The one element of this document that a Reference means. Nothing is ever fetched, and XPointer is not spoken.
 *
 * @throws MandateError `xmldsig.reference-not-allowed`, `xmldsig.reference-not-found`
 */
export function dereference(document: XmlDocument, uri: string, policy: SignaturePolicy): XmlElement {
  if (uri === '' && policy.allowWholeDocument) return document.root
  if (!uri.startsWith('#') || uri.length < 2 || uri.includes('(')) {
    throw new MandateError('xmldsig.reference-not-allowed', { reference: uri.slice(0, 120) })
  }
  return byId(document, uri.slice(1), uri)
}

/**
 * The token that a `wsse:SecurityTokenReference` means, for STR-Transform: by URI, by SAML identifier, or embedded.
 *
 * @throws MandateError `xmldsig.reference-not-found`, `xmldsig.malformed`
 * @see WS-Security 1.1 sections 7 and 8.3
 */
export function dereferenceToken(document: XmlDocument, reference: XmlElement): XmlElement {
  if (reference.ns !== namespaces.wsse || reference.local !== 'SecurityTokenReference') {
    throw new MandateError('xmldsig.malformed', { problem: 'STR-Transform of something that is no token reference' })
  }
  const [means, ...more] = childrenOf(reference)
  if (means && more.length === 0 && means.ns === namespaces.wsse) {
    if (means.local === 'Reference') {
      const uri = attributeOf(means, '', 'URI') ?? ''
      if (uri.startsWith('#')) return byId(document, uri.slice(1), uri)
    } else if (means.local === 'KeyIdentifier' && samlIdentifiers.has(attributeOf(means, '', 'ValueType') ?? '')) {
      const id = textOf(means).trim()
      return byId(document, id, id)
    } else if (means.local === 'Embedded') {
      const [token, ...others] = childrenOf(means)
      if (token && others.length === 0) return token
    }
  }
  throw new MandateError('xmldsig.reference-not-found', { reference: 'SecurityTokenReference' })
}

const samlIdentifiers: ReadonlySet<string> = new Set([
  'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID',
  'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLID',
])

function byId(document: XmlDocument, id: string, reference: string): XmlElement {
  const found = document.ids.get(id)
  if (!found) throw new MandateError('xmldsig.reference-not-found', { reference: reference.slice(0, 120) })
  return found
}
