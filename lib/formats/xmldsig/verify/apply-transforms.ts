import { fromBase64 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { canonicalize, canonicalizeDocument, type XmlDocument, type XmlElement } from '../../xml/index.ts'
import { algorithms, type CanonicalizationAlgorithm, canonicalizationAlgorithms } from '../algorithms.ts'
import type { ReferenceStructure, SignaturePolicy, TransformStructure } from '../types.ts'
import { dereference, dereferenceToken } from './dereference.ts'

/** What a reference digests: the element, and the text or bytes that go into the hash. */
export type Transformed = { element: XmlElement; canonical: string; octets: string | Uint8Array }

/**
 * Runs the transforms of a reference over what it refers to.
 *
 * @throws MandateError `xmldsig.reference-not-allowed`, `xmldsig.reference-not-found`, `xmldsig.malformed`,
 *   `xmldsig.algorithm-not-allowed` where canonicalization is left implied and the policy has not got the inclusive one
 * @see XML Signature 1.1 sections 4.4.3 and 6.6
 */
export function applyTransforms(
  document: XmlDocument,
  signature: XmlElement,
  reference: ReferenceStructure,
  policy: SignaturePolicy,
): Transformed {
  const { transforms, uri } = reference
  const element = dereference(document, uri, policy)
  let exclude: XmlElement | undefined
  for (let at = 0; at < transforms.length; at++) {
    const transform = transforms[at] as TransformStructure
    const { algorithm } = transform
    const last = at === transforms.length - 1
    if (algorithm === algorithms.envelopedSignature && at === 0) {
      exclude = signature
      refuseObjects(signature)
    } else if (!last) {
      break
    } else if (algorithm === algorithms.strTransform && at === 0) {
      return transformToken(document, element, transform)
    } else if (algorithm === algorithms.base64) {
      return decodeText(element, exclude)
    } else {
      const method = canonicalizationAlgorithms.get(algorithm)
      if (!method) break
      return asText(element, canonicalForm(document, uri, element, method, transform.inclusivePrefixes, exclude))
    }
    if (last) return implied(document, uri, element, exclude, policy)
  }
  if (transforms.length === 0) return implied(document, uri, element, undefined, policy)
  throw new MandateError('xmldsig.malformed', { problem: 'transforms in an order that makes no sense' })
}

/** Canonical text as `transform` asks for it; for `ds:SignedInfo`. */
export function canonicalizeBy(transform: TransformStructure, element: XmlElement): string {
  const method = canonicalizationAlgorithms.get(transform.algorithm)
  if (!method) throw new MandateError('xmldsig.malformed', { problem: 'an unknown canonicalization' })
  const { algorithm, withComments } = method
  return canonicalize(element, { algorithm, withComments, inclusivePrefixes: transform.inclusivePrefixes })
}

function implied(
  document: XmlDocument,
  uri: string,
  element: XmlElement,
  exclude: XmlElement | undefined,
  policy: SignaturePolicy,
): Transformed {
  if (!policy.transforms.includes(algorithms.inclusive)) {
    const role = 'implied canonicalization'
    throw new MandateError('xmldsig.algorithm-not-allowed', { algorithm: algorithms.inclusive, role })
  }
  const method = canonicalizationAlgorithms.get(algorithms.inclusive) as CanonicalizationAlgorithm
  return asText(element, canonicalForm(document, uri, element, method, [], exclude))
}

/** A reference by bare name or to the whole document never holds comments, whatever the algorithm (section 4.4.3.3). */
function canonicalForm(
  document: XmlDocument,
  uri: string,
  element: XmlElement,
  { algorithm }: CanonicalizationAlgorithm,
  inclusivePrefixes: readonly string[],
  exclude: XmlElement | undefined,
): string {
  const options = { algorithm, inclusivePrefixes, exclude }
  return uri === '' ? canonicalizeDocument(document, options) : canonicalize(element, options)
}

/** The digest is over the token, which is what the signature then covers; an apex without `xmlns` gets an empty one. */
function transformToken(document: XmlDocument, reference: XmlElement, transform: TransformStructure): Transformed {
  const token = dereferenceToken(document, reference)
  const text = canonicalizeBy(transform.parameter as TransformStructure, token)
  const nameEnd = text.search(/[ >]/)
  const tag = text.slice(0, text.indexOf('>'))
  return asText(token, tag.includes(' xmlns="') ? text : `${text.slice(0, nameEnd)} xmlns=""${text.slice(nameEnd)}`)
}

/** For this transform, `canonical` is the text before decoding. */
function decodeText(element: XmlElement, exclude: XmlElement | undefined): Transformed {
  const canonical = stringValue(element, exclude)
  const octets = fromBase64(canonical)
  if (!octets) throw new MandateError('xmldsig.malformed', { problem: 'a signed part that is not base64' })
  return { element, canonical, octets }
}

function stringValue(element: XmlElement, exclude: XmlElement | undefined): string {
  if (element === exclude) return ''
  let text = ''
  for (const child of element.children) {
    if (child.type === 'text') text += child.text
    else if (child.type === 'element') text += stringValue(child, exclude)
  }
  return text
}

/** An enveloped signature is left out of what it signs, so nothing may be put into it for a reader to find. */
function refuseObjects(signature: XmlElement): void {
  for (const child of signature.children) {
    if (child.type === 'element' && child.local === 'Object') {
      throw new MandateError('xmldsig.malformed', { problem: 'an enveloped signature that holds an Object' })
    }
  }
}

function asText(element: XmlElement, canonical: string): Transformed {
  return { element, canonical, octets: canonical }
}
