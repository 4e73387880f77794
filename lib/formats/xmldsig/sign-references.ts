import type { KeyObject } from 'node:crypto'
import type { XmlElement, XmlFragment } from '../xml/index.ts'

/** One thing to sign. The transforms written are enveloped-signature where asked, then exclusive canonicalization. */
export type ReferenceToSign = {
  /** `#id`, or `''` for the whole document. */
  uri: string
  /** Signature will stand inside the element: adds the enveloped-signature transform. */
  enveloped?: boolean
  /** PrefixList for `ec:InclusiveNamespaces`. */
  inclusivePrefixes?: readonly string[]
} & ({ element: XmlElement } | { canonical: string })

export type SigningOptions = {
  references: readonly ReferenceToSign[]
  /** RSA private key, or secret key for an HMAC algorithm. */
  key: KeyObject
  /** URI of SignatureMethod. */
  signatureAlgorithm: string
  /** URI of DigestMethod. */
  digestAlgorithm: string
  /** Content of `ds:KeyInfo`, without that element. */
  keyInfo?: XmlFragment
  /** `Id` of the `ds:Signature`. */
  id?: string
}

export function signReferences(_options: SigningOptions): XmlFragment {
  throw new Error('on its way')
}
