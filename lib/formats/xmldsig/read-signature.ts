import { fromBase64 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { attributeOf, namespaces, type XmlElement } from '../xml/index.ts'
import { algorithms, canonicalizationAlgorithms } from './algorithms.ts'
import type { ReferenceStructure, SignatureStructure, TransformStructure } from './types.ts'

/**
 * Reads a `ds:Signature` strictly by its schema: each element once, in its order, nothing between. What it gives is
 * what the message claims; only `verifySignature` says whether it is true.
 *
 * @throws MandateError `xmldsig.malformed`, `xmldsig.truncated-hmac`, `xmldsig.reference-not-allowed`
 * @see XML Signature 1.1 section 4
 */
export function readSignature(element: XmlElement): SignatureStructure {
  if (element.ns !== namespaces.ds || element.local !== 'Signature') {
    throw malformed('a ds:Signature was expected')
  }
  const parts = elementsOf(element)
  const signedInfo = part(parts, 0, 'SignedInfo')
  const signatureValue = bytesOf(part(parts, 1, 'SignatureValue'))
  const keyInfo = parts[2]?.local === 'KeyInfo' ? part(parts, 2, 'KeyInfo') : undefined
  for (let at = keyInfo ? 3 : 2; at < parts.length; at++) part(parts, at, 'Object')

  const info = elementsOf(signedInfo)
  const canonicalization = readTransform(part(info, 0, 'CanonicalizationMethod'))
  const signatureAlgorithm = readSignatureMethod(part(info, 1, 'SignatureMethod'))
  if (info.length < 3) throw malformed('there is no Reference')
  const references: ReferenceStructure[] = []
  for (let at = 2; at < info.length; at++) references.push(readReference(part(info, at, 'Reference')))
  return { element, signedInfo, canonicalization, signatureAlgorithm, references, signatureValue, keyInfo }
}

function readSignatureMethod(element: XmlElement): string {
  for (const child of elementsOf(element)) {
    if (child.local === 'HMACOutputLength') throw new MandateError('xmldsig.truncated-hmac')
    throw malformed('SignatureMethod holds parameters')
  }
  return algorithmOf(element)
}

function readReference(element: XmlElement): ReferenceStructure {
  const uri = attributeOf(element, '', 'URI')
  if (uri === undefined) throw new MandateError('xmldsig.reference-not-allowed', { reference: '(none)' })
  const parts = elementsOf(element)
  const transforms: TransformStructure[] = []
  let at = 0
  if (parts[0]?.local === 'Transforms') {
    at = 1
    const asked = elementsOf(part(parts, 0, 'Transforms'))
    if (asked.length === 0 || asked.length > 4) throw malformed('Transforms holds none, or more than four')
    for (let index = 0; index < asked.length; index++) transforms.push(readTransform(part(asked, index, 'Transform')))
  }
  const digestMethod = part(parts, at, 'DigestMethod')
  if (elementsOf(digestMethod).length > 0) throw malformed('DigestMethod holds parameters')
  const digestValue = base64Of(part(parts, at + 1, 'DigestValue'))
  if (parts.length > at + 2) throw malformed('Reference holds more than it may')
  return { uri, transforms, digestAlgorithm: algorithmOf(digestMethod), digestValue }
}

/** A Transform or a CanonicalizationMethod. Parameters of algorithms that no policy can allow are left unread. */
function readTransform(element: XmlElement): TransformStructure {
  const algorithm = algorithmOf(element)
  if (canonicalizationAlgorithms.has(algorithm)) return { algorithm, inclusivePrefixes: readPrefixes(element) }
  if (algorithm === algorithms.strTransform)
    return { algorithm, inclusivePrefixes: [], parameter: readParameter(element) }
  return { algorithm, inclusivePrefixes: [] }
}

function readPrefixes(element: XmlElement): readonly string[] {
  const parts = elementsOf(element)
  if (parts.length === 0) return []
  const list = parts[0] as XmlElement
  if (parts.length > 1 || list.local !== 'InclusiveNamespaces' || list.ns !== namespaces.ec) {
    throw malformed('a canonicalization holds something other than InclusiveNamespaces')
  }
  if (!algorithmOf(element).startsWith(namespaces.ec)) {
    throw malformed('InclusiveNamespaces outside exclusive canonicalization')
  }
  const prefixes = (attributeOf(list, '', 'PrefixList') ?? '').split(/[ \t\n\r]+/).filter((prefix) => prefix !== '')
  if (prefixes.length > 64) throw malformed('PrefixList is too long')
  return prefixes
}

/** `wsse:TransformationParameters/ds:CanonicalizationMethod`; WS-Security 1.1 section 8.3. */
function readParameter(element: XmlElement): TransformStructure {
  const [parameters, ...more] = elementsOf(element)
  if (
    !parameters ||
    more.length > 0 ||
    parameters.local !== 'TransformationParameters' ||
    parameters.ns !== namespaces.wsse
  ) {
    throw malformed('STR-Transform lacks its TransformationParameters')
  }
  return readTransform(part(elementsOf(parameters), 0, 'CanonicalizationMethod'))
}

function algorithmOf(element: XmlElement): string {
  const algorithm = attributeOf(element, '', 'Algorithm')
  if (!algorithm) throw malformed(`${element.local} lacks its Algorithm`)
  return algorithm
}

/** Children of an element that holds elements only. */
function elementsOf(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = []
  for (const child of element.children) {
    if (child.type === 'element') found.push(child)
    else if (child.type === 'text' && /[^ \t\n\r]/.test(child.text)) throw malformed(`${element.local} holds text`)
  }
  return found
}

function part(elements: readonly XmlElement[], at: number, local: string): XmlElement {
  const element = elements[at]
  if (!element || element.local !== local || element.ns !== namespaces.ds) {
    throw malformed(`${local} is missing, or something else stands in its place`)
  }
  return element
}

/** A base64 value: one run of text, so that nothing can be hidden from the canonical form inside it. */
function base64Of(element: XmlElement): string {
  const only = element.children[0]
  const text = only?.type === 'text' && element.children.length === 1 ? only.text.replace(/[ \t\r\n]+/g, '') : ''
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw malformed(`${element.local} is not base64`)
  return text
}

function bytesOf(element: XmlElement): Uint8Array {
  const bytes = fromBase64(base64Of(element))
  if (!bytes) throw malformed(`${element.local} is not base64`)
  return bytes
}

function malformed(problem: string): MandateError {
  return new MandateError('xmldsig.malformed', { problem })
}
