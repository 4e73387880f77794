import { fromBase64 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { attributeOf, childOf, childrenOf, namespaces, type XmlElement } from '../xml/index.ts'
import { algorithms } from '../xmldsig/index.ts'
import { maskGenerationByHash } from './algorithms.ts'
import type { DecryptionPolicy } from './types.ts'

/** An `xenc:EncryptedKey`, read and allowed by the policy. */
export type EncryptedKeyStructure = {
  readonly algorithm: string
  readonly digest: string
  /** URI of the mask generation function. */
  readonly mask: string
  /** OAEPparams. */
  readonly label: Uint8Array | undefined
  readonly cipherText: Uint8Array
}

/** An `xenc:EncryptedData`, read and allowed by the policy. */
export type EncryptedDataStructure = {
  readonly algorithm: string
  readonly encryptedKey: XmlElement | undefined
  readonly cipherText: Uint8Array
}

/**
 * Reads an `xenc:EncryptedData` that holds its ciphertext and its encrypted key itself.
 *
 * @throws MandateError `xmlenc.malformed`, `xmlenc.algorithm-not-allowed`, `xmlenc.too-large`
 * @see XML Encryption 1.1 section 3
 */
export function readEncryptedData(element: XmlElement, policy: DecryptionPolicy): EncryptedDataStructure {
  expect(element, 'EncryptedData')
  const method = required(element, namespaces.xenc, 'EncryptionMethod')
  const algorithm = allow(algorithmOf(method), policy.contentAlgorithms, 'content encryption')
  const keyInfo = childOf(element, namespaces.ds, 'KeyInfo')
  const encryptedKey = keyInfo && childOf(keyInfo, namespaces.xenc, 'EncryptedKey')
  return { algorithm, encryptedKey, cipherText: cipherTextOf(element, policy) }
}

/**
 * Reads an `xenc:EncryptedKey`.
 *
 * @throws MandateError `xmlenc.malformed`, `xmlenc.algorithm-not-allowed`, `xmlenc.too-large`
 * @see XML Encryption 1.1 section 5.5.2
 */
export function readEncryptedKey(element: XmlElement, policy: DecryptionPolicy): EncryptedKeyStructure {
  expect(element, 'EncryptedKey')
  const method = required(element, namespaces.xenc, 'EncryptionMethod')
  const algorithm = allow(algorithmOf(method), policy.keyTransports, 'key transport')
  const digestMethod = childOf(method, namespaces.ds, 'DigestMethod')
  const digest = allow(digestMethod ? algorithmOf(digestMethod) : algorithms.sha1, policy.oaepDigests, 'OAEP digest')
  const mgf = childOf(method, namespaces.xenc11, 'MGF')
  const mask = mgf ? algorithmOf(mgf) : (maskGenerationByHash.sha1 as string)
  const params = childOf(method, namespaces.xenc, 'OAEPparams')
  const label = params && base64Of(params)
  return { algorithm, digest, mask, label, cipherText: cipherTextOf(element, policy) }
}

function cipherTextOf(element: XmlElement, policy: DecryptionPolicy): Uint8Array {
  const limit = policy.maxBytes ?? 1_048_576
  const data = required(element, namespaces.xenc, 'CipherData')
  const value = childOf(data, namespaces.xenc, 'CipherValue')
  if (!value || childrenOf(data).length > 1) throw malformed('the ciphertext is not in the element itself')
  const bytes = base64Of(value)
  if (bytes.length > limit) throw new MandateError('xmlenc.too-large', { limit })
  return bytes
}

function base64Of(element: XmlElement): Uint8Array {
  const [only, ...more] = element.children
  const bytes = only?.type === 'text' && more.length === 0 ? fromBase64(only.text) : undefined
  if (!bytes) throw malformed(`${element.local} is not base64`)
  return bytes
}

function expect(element: XmlElement, local: string): void {
  if (element.ns !== namespaces.xenc || element.local !== local) throw malformed(`an xenc:${local} was expected`)
}

function required(element: XmlElement, ns: string, local: string): XmlElement {
  const found = childOf(element, ns, local)
  if (!found) throw malformed(`${local} is missing`)
  return found
}

function algorithmOf(element: XmlElement): string {
  const algorithm = attributeOf(element, '', 'Algorithm')
  if (!algorithm) throw malformed(`${element.local} lacks its Algorithm`)
  return algorithm
}

function allow(algorithm: string, allowed: readonly string[], role: string): string {
  if (allowed.includes(algorithm)) return algorithm
  throw new MandateError('xmlenc.algorithm-not-allowed', { algorithm: algorithm.slice(0, 120), role })
}

function malformed(problem: string): MandateError {
  return new MandateError('xmlenc.malformed', { problem })
}
