import type { KeyObject } from 'node:crypto'
import type { XmlElement, XmlFragment, XmlPlace } from '../xml/index.ts'

export type EnvelopedSigningOptions = {
  /** RSA private key, or secret key for an HMAC algorithm. */
  key: KeyObject
  signatureAlgorithm: string
  digestAlgorithm: string
  /** Content of `ds:KeyInfo`, without that element. */
  keyInfo?: XmlFragment
  /** PrefixList for `ec:InclusiveNamespaces`. */
  inclusivePrefixes?: readonly string[]
  /** Where the signature goes; after `saml2:Issuer`, or at the end, where it is not given. */
  place?: (root: XmlElement) => XmlPlace
}

/**
 * Signs an element that stands alone (a SAML assertion) and puts the signature inside. The reference names the
 * root's `ID` or `AssertionID`.
 */
export function signEnveloped(_markup: XmlFragment | string, _options: EnvelopedSigningOptions): XmlFragment {
  throw new Error('on its way')
}
