import type { KeyObject } from 'node:crypto'
import { utf8 } from '../../core/bytes.ts'
import {
  childOf,
  insertXml,
  namespaces,
  parseXml,
  requiredAttribute,
  type XmlElement,
  XmlFragment,
  type XmlPlace,
} from '../xml/index.ts'
import { signReferences } from './sign-references.ts'

export type EnvelopedSigningOptions = {
  /** RSA private key, or secret key for an HMAC algorithm. */
  key: KeyObject
  /** URI of SignatureMethod. */
  signatureAlgorithm: string
  /** URI of DigestMethod. */
  digestAlgorithm: string
  /** Content of `ds:KeyInfo`, without that element. */
  keyInfo?: XmlFragment
  /** PrefixList for `ec:InclusiveNamespaces`. */
  inclusivePrefixes?: readonly string[]
  /** Where the signature goes; after `saml2:Issuer`, or at the end, where it is not given. */
  place?: (root: XmlElement) => XmlPlace
}

/**
 * Signs an element that stands alone (a SAML assertion) and puts the signature inside. The reference names the root's
 * `ID` (SAML 2.0) or `AssertionID` (SAML 1.1).
 *
 * @throws MandateError `xml.missing-attribute`, `xmldsig.key-mismatch`, `xmldsig.algorithm-not-allowed`
 * @see SAML 2.0 Core section 5.4
 */
export function signEnveloped(markup: XmlFragment | string, options: EnvelopedSigningOptions): XmlFragment {
  const { place = usualPlace, inclusivePrefixes, ...signing } = options
  const document = parseXml(utf8(typeof markup === 'string' ? markup : markup.markup))
  const { root } = document
  const uri = `#${requiredAttribute(root, '', root.ns === namespaces.saml1 ? 'AssertionID' : 'ID')}`
  const references = [{ uri, element: root, enveloped: true, inclusivePrefixes }]
  return XmlFragment.ofMarkup(insertXml(document, place(root), signReferences({ ...signing, references })))
}

function usualPlace(root: XmlElement): XmlPlace {
  const issuer = childOf(root, namespaces.saml2, 'Issuer')
  return issuer ? { after: issuer } : { lastIn: root }
}
