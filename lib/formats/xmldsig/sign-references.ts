import { constants, createHmac, hash, type KeyObject, sign } from 'node:crypto'
import { toBase64, utf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { attributes, canonicalize, namespaces, type XmlElement, XmlFragment, xml } from '../xml/index.ts'
import { algorithms, digestAlgorithms, type SignatureAlgorithm, signatureAlgorithms } from './algorithms.ts'
import { attachmentOctets } from './attachment-octets.ts'
import type { Attachment } from './types.ts'

/** One thing to sign: a part of the document, or a MIME part beside it. The transforms written are enveloped-signature where asked, then exclusive canonicalization. */
export type ReferenceToSign = {
  /** `#id`, `''` for the whole document, or `cid:` and the Content-ID of an attachment. */
  uri: string
  /** The signature will stand inside the element: adds the enveloped-signature transform. */
  enveloped?: boolean
  /** PrefixList for `ec:InclusiveNamespaces`. */
  inclusivePrefixes?: readonly string[]
} & (
  | { element: XmlElement }
  /** Exclusive canonical text, made before, with the same prefixes. */
  | { canonical: string }
  | { attachment: Attachment }
)

export type SigningOptions = {
  references: readonly ReferenceToSign[]
  /** Private key, or secret key for an HMAC algorithm. */
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

/**
 * Makes a `ds:Signature` over the references, with exclusive canonicalization. Put it where it belongs with
 * `insertXml`, or into a hole of the `xml` template: where it stands does not change its value.
 *
 * @throws MandateError `xmldsig.key-mismatch`, `xmldsig.algorithm-not-allowed`
 * @see XML Signature 1.1 section 3.1
 * @example
 * const document = parseXml(utf8(envelope))
 * const timestamp = document.ids.get('_0')
 * const signature = signReferences({ references: [{ uri: '#_0', element: timestamp }], key, signatureAlgorithm, digestAlgorithm })
 */
export function signReferences(options: SigningOptions): XmlFragment {
  const { references, key, signatureAlgorithm, digestAlgorithm, keyInfo, id } = options
  const method = signatureAlgorithms.get(signatureAlgorithm)
  if (!method) throw unknown(signatureAlgorithm, 'signature algorithm')
  const digest = digestAlgorithms.get(digestAlgorithm)
  if (!digest) throw unknown(digestAlgorithm, 'digest algorithm')
  let content =
    `<ds:CanonicalizationMethod Algorithm="${algorithms.exclusive}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${signatureAlgorithm}"></ds:SignatureMethod>`
  for (const reference of references) {
    content += canonicalReference(reference, digestAlgorithm, hash(digest.hash, octetsOf(reference), 'base64'))
  }
  const signedInfo = `<ds:SignedInfo xmlns:ds="${namespaces.ds}">${content}</ds:SignedInfo>`
  const value = toBase64(computeValue(method, key, signedInfo))
  const named = XmlFragment.ofMarkup(`<ds:SignedInfo>${content}</ds:SignedInfo>`)
  return xml`<ds:Signature xmlns:ds="${namespaces.ds}"${attributes({ Id: id })}>${named}<ds:SignatureValue>${value}</ds:SignatureValue>${keyInfo && xml`<ds:KeyInfo>${keyInfo}</ds:KeyInfo>`}</ds:Signature>`
}

function octetsOf(reference: ReferenceToSign): string | Uint8Array {
  if ('attachment' in reference) return attachmentOctets(reference.attachment)
  if ('canonical' in reference) return reference.canonical
  return canonicalize(reference.element, { inclusivePrefixes: reference.inclusivePrefixes })
}

/** A Reference in its canonical form, so that SignedInfo needs no second pass. */
function canonicalReference(reference: ReferenceToSign, digestAlgorithm: string, digestValue: string): string {
  const { uri, enveloped, inclusivePrefixes = [] } = reference
  const isAttachment = 'attachment' in reference
  if (isAttachment ? !/^cid:[\w.@%+=~-]+$/.test(uri) : /[^\w#.:-]/.test(uri))
    throw new TypeError('the identifier of a signed part is not a plain name')
  const prefixes = inclusivePrefixes.join(' ')
  if (/[^\w#.\- ]/.test(prefixes)) throw new TypeError('a namespace prefix is not a plain name')
  const inclusive =
    prefixes && `<ec:InclusiveNamespaces xmlns:ec="${namespaces.ec}" PrefixList="${prefixes}"></ec:InclusiveNamespaces>`
  return (
    `<ds:Reference URI="${uri}"><ds:Transforms>` +
    (enveloped ? `<ds:Transform Algorithm="${algorithms.envelopedSignature}"></ds:Transform>` : '') +
    `<ds:Transform Algorithm="${isAttachment ? algorithms.attachmentContent : algorithms.exclusive}">${inclusive}</ds:Transform></ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${digestAlgorithm}"></ds:DigestMethod>` +
    `<ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference>`
  )
}

/** For an `rsa` key the platform's own default is PKCS#1 v1.5. */
function computeValue(method: SignatureAlgorithm, key: KeyObject, text: string): Uint8Array {
  const wanted = method.kind === 'hmac' ? 'secret' : 'private'
  const type = method.kind === 'ecdsa' ? 'ec' : 'rsa'
  if (key.type !== wanted || (wanted === 'private' && key.asymmetricKeyType !== type)) {
    throw new MandateError('xmldsig.key-mismatch', { algorithm: method.uri })
  }
  switch (method.kind) {
    case 'rsa':
      return sign(method.hash, utf8(text), key)
    case 'rsa-pss': {
      const padding = constants.RSA_PKCS1_PSS_PADDING
      return sign(method.hash, utf8(text), { key, padding, saltLength: method.bytes })
    }
    case 'ecdsa':
      return sign(method.hash, utf8(text), { key, dsaEncoding: 'ieee-p1363' })
    case 'hmac':
      return createHmac(method.hash, key).update(text, 'utf8').digest()
  }
}

function unknown(algorithm: string, role: string): MandateError {
  return new MandateError('xmldsig.algorithm-not-allowed', { algorithm, role })
}
