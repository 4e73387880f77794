import { equalBytes, fromBase64, toHex, utf8 } from '../../core/bytes.ts'
import { describeError, isMandateError, MandateError } from '../../core/errors/index.ts'
import type { CertificateFields } from '../pki/certificate/certificate.ts'
import { readCertificateFields } from '../pki/certificate/fields.ts'
import { onlyAttribute } from '../pki/certificate/name.ts'
import { readCertificateBundle } from '../pki/cms/read-bundle.ts'
import { digest } from '../pki/private-key/primitives.ts'
import type { XmlElement } from '../xml/node.ts'
import { attributeOf } from '../xml/read/attribute-of.ts'
import { childOf } from '../xml/read/child-of.ts'
import { childrenOf } from '../xml/read/children-of.ts'
import { textOf } from '../xml/read/text-of.ts'
import { integrityValue } from './integrity.ts'
import type { CredentialType, KeystoreCredential } from './keystore.ts'
import { parseKeystoreXml } from './parse-xml.ts'

/** Namespace of keystore files. */
export const keystoreNamespace = 'http://auth.abr.gov.au/credential/xsd/SBRCredentialStore'

/** A credential with what the rewriting of a file needs beside its values. */
export type ParsedCredential = KeystoreCredential & {
  element: XmlElement
  salt: Uint8Array
  certificateBundle: Uint8Array
  protectedPrivateKey: Uint8Array
  certificate: CertificateFields
}

/** A keystore file as it was read; offsets of elements count in `source`. */
export type ParsedKeystore = {
  source: string
  root: XmlElement
  /** The element round the credentials. */
  list: XmlElement
  credentials: ParsedCredential[]
}

const mostCredentials = 100

/**
 * Reads a keystore file with all checks that need no password.
 *
 * @throws MandateError `keystore.*`
 */
export function parseKeystore(file: Uint8Array | string): ParsedKeystore {
  const { root, source } = parseKeystoreXml(typeof file === 'string' ? utf8(file) : file)
  if (root.local !== 'credentialStore' || root.ns !== keystoreNamespace) {
    throw new MandateError('keystore.not-a-keystore', { what: `it begins with the element ${root.local.slice(0, 60)}` })
  }
  const list = inside(() => childOf(root, keystoreNamespace, 'credentials'))
  if (!list) throw new MandateError('keystore.missing', { what: 'element credentials' })
  const elements = childrenOf(list, keystoreNamespace, 'credential')
  if (elements.length > mostCredentials) {
    throw new MandateError('keystore.too-many-credentials', { limit: mostCredentials })
  }
  const storeSalt = readStoreSalt(root)
  const credentials = elements.map((element) => readCredential(element, storeSalt))
  const ids = credentials.map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw new MandateError('keystore.repeated', { what: `the credential "${shown(twice)}"` })
  return { source, root, list, credentials }
}

function readStoreSalt(root: XmlElement): Uint8Array | undefined {
  const element = inside(() => childOf(root, keystoreNamespace, 'salt'))
  if (!element) return undefined
  const salt = fromBase64(inside(() => textOf(element)))
  if (!salt || salt.length === 0 || salt.length > 1024) throw new MandateError('keystore.bad-store-salt')
  return salt
}

function readCredential(element: XmlElement, storeSalt: Uint8Array | undefined): ParsedCredential {
  const id = attributeOf(element, '', 'id')
  if (!id) throw new MandateError('keystore.missing', { what: 'id of a credential' })
  const text = (name: string) => readText(element, id, name)
  const bytes = (name: string, value: string | undefined) => readBytes(id, name, value)

  const protectedPrivateKey = bytes('protectedPrivateKey', text('protectedPrivateKey'))
  const certificateBundle = bytes('publicCertificate', text('publicCertificate'))
  const ownSalt = attributeOf(element, '', 'credentialSalt')
  const salt = ownSalt === undefined ? storeSalt : bytes('credentialSalt', ownSalt)
  if (!salt) throw new MandateError('keystore.missing', { what: `salt for the credential "${shown(id)}"` })
  const written = {
    id,
    type: readType(element, id),
    name1: text('name1'),
    name2: text('name2'),
    abn: text('abn'),
    legalName: text('legalName'),
    personId: text('personId'),
    serialNumber: text('serialNumber'),
    creationDate: text('creationDate'),
    sha1Fingerprint: bytes('sha1fingerprint', text('sha1fingerprint')),
  }
  for (const name of ['creationDate', 'notBefore', 'notAfter']) checkDate(id, name, text(name))
  if (!/^\d{1,49}$/.test(written.serialNumber)) throw badValue(id, 'serialNumber')

  const covered = { ...written, certificateBundle, protectedPrivateKey }
  const integrity = checkIntegrity(attributeOf(element, '', 'integrityValue'), covered, salt)
  const certificates = readCertificates(id, certificateBundle)
  const leaf = certificates[0] as Uint8Array
  const certificate = readLeaf(id, leaf)
  checkAgainstCertificate(written, certificate)
  return {
    ...covered,
    salt,
    integrity,
    element,
    certificate,
    certificates,
    leaf,
    sub: certificates[1],
    root: certificates.length > 2 ? certificates.at(-1) : undefined,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  }
}

function readType(element: XmlElement, id: string): CredentialType {
  const type = attributeOf(element, '', 'credentialType')
  if (type === undefined) throw new MandateError('keystore.missing', { what: `type of the credential "${shown(id)}"` })
  if (type !== 'D' && type !== 'U') throw badValue(id, 'credentialType')
  return type
}

function readText(element: XmlElement, id: string, name: string): string {
  const child = inside(() => childOf(element, keystoreNamespace, name))
  if (!child) throw new MandateError('keystore.missing', { what: `${name} of the credential "${shown(id)}"` })
  return inside(() => textOf(child))
}

function readBytes(id: string, name: string, value: string | undefined): Uint8Array {
  const bytes = fromBase64(value ?? '')
  if (!bytes || bytes.length === 0) throw badValue(id, name)
  return bytes
}

/** xs:dateTime, with or without a zone. */
function checkDate(id: string, name: string, value: string): void {
  const form = /^\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?\s*$/.exec(value)
  if (!form || Number.isNaN(Date.parse(`${form[1]}Z`))) throw badValue(id, name)
}

function checkIntegrity(
  value: string | undefined,
  covered: Parameters<typeof integrityValue>[0],
  salt: Uint8Array,
): 'valid' | 'absent' {
  if (value === undefined) return 'absent'
  const stated = readBytes(covered.id, 'integrityValue', value)
  if (!equalBytes(stated, integrityValue(covered, salt))) {
    throw new MandateError('keystore.integrity-mismatch', { id: shown(covered.id) })
  }
  return 'valid'
}

function readCertificates(id: string, bundle: Uint8Array): Uint8Array[] {
  return asCertificateFault(id, () => readCertificateBundle(bundle))
}

function readLeaf(id: string, leaf: Uint8Array): CertificateFields {
  return asCertificateFault(id, () => readCertificateFields(leaf))
}

function asCertificateFault<Value>(id: string, read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    if (!isMandateError(cause)) throw cause
    const what = String(cause.details.what ?? describeError(cause).happened.replace(/\.$/, ''))
    throw new MandateError('keystore.bad-certificates', { id: shown(id), what }, { cause })
  }
}

type Written = Pick<KeystoreCredential, 'id' | 'type' | 'name1' | 'name2' | 'abn' | 'serialNumber' | 'sha1Fingerprint'>

/** The vendor's library refuses a file whose name or ABN are not those of the certificate; so do we. */
function checkAgainstCertificate(written: Written, { der, serial, subject }: CertificateFields): void {
  const id = { id: shown(written.id) }
  if (toHex(digest('sha1', der)) !== toHex(written.sha1Fingerprint)) {
    throw new MandateError('keystore.fingerprint-mismatch', id)
  }
  if (BigInt(written.serialNumber) !== BigInt(serial.decimal)) throw new MandateError('keystore.serial-mismatch', id)
  if (onlyAttribute(subject, 'O') !== written.abn) throw new MandateError('keystore.abn-mismatch', id)
  const name = onlyAttribute(subject, 'CN')
  const whole = written.type === 'U' ? `${written.name1} ${written.name2}` : written.name1
  if (name !== written.name1 && name !== whole) throw new MandateError('keystore.name-mismatch', id)
}

/** Runs a reader of elements, and turns its complaints into those of keystores. */
function inside<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (!isMandateError(error)) throw error
    const { element = '', parent = '' } = error.details
    if (error.code === 'xml.repeated-element')
      throw new MandateError('keystore.repeated', { what: `element ${element}` })
    throw new MandateError('keystore.not-a-keystore', { what: `there are elements inside ${parent}` })
  }
}

function badValue(id: string, what: string): MandateError {
  return new MandateError('keystore.bad-value', { id: shown(id), what })
}

/** An id as it may stand in a sentence, however long it is. */
export function shown(id: string): string {
  return id.length > 120 ? `${id.slice(0, 117)}...` : id
}
