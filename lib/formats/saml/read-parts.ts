import type { KeyObject } from 'node:crypto'
import { fromBase64 } from '../../core/bytes.ts'
import { type Instant, parseDateTime } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { attributeOf, childOf, namespaces, textOf, type XmlElement } from '../xml/index.ts'
import { algorithms } from '../xmldsig/index.ts'
import { decryptKey, encryptionAlgorithms } from '../xmlenc/index.ts'
import type { Confirmation } from './assertion.ts'

/** The key that a holder-of-key confirmation names: an encrypted proof key, or a certificate. */
export function readConfirmationKey(keyInfo: XmlElement, privateKey: KeyObject): Confirmation {
  const encryptedKey = childOf(keyInfo, namespaces.xenc, 'EncryptedKey')
  if (encryptedKey) return { method: 'symmetric', proofKey: decryptKey(encryptedKey, privateKey, keyPolicy) }
  const data = needed(keyInfo, namespaces.ds, 'X509Data')
  const certificate = fromBase64(textOf(needed(data, namespaces.ds, 'X509Certificate')))
  if (!certificate) throw malformed('the certificate of the holder cannot be read')
  return { method: 'certificate', certificate }
}

const keyPolicy = {
  contentAlgorithms: [],
  keyTransports: [encryptionAlgorithms.rsaOaepMgf1p, encryptionAlgorithms.rsaOaep11],
  oaepDigests: [algorithms.sha1, algorithms.sha256],
  maxBytes: 4096,
}

export function needed(parent: XmlElement, ns: string, name: string): XmlElement {
  const element = childOf(parent, ns, name)
  if (!element) throw malformed(`${parent.local} lacks its ${name}`)
  return element
}

export function neededAttribute(element: XmlElement, name: string): string {
  const value = attributeOf(element, '', name)
  if (!value) throw malformed(`${element.local} lacks its ${name}`)
  return value
}

export function momentOf(element: XmlElement, name: string): Instant {
  const moment = parseDateTime(neededAttribute(element, name))
  if (moment === undefined) throw malformed(`${name} is not a date and time`)
  return moment
}

export function malformed(problem: string): MandateError {
  return new MandateError('saml.malformed', { problem })
}
