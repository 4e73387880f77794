import { equalBytes, toBase64 } from '../../core/bytes.ts'
import type { Instant } from '../../core/clock.ts'
import { isMandateError, MandateError } from '../../core/errors/index.ts'
import type { Random } from '../../core/random.ts'
import { readCertificateFields } from '../pki/certificate/fields.ts'
import { onlyAttribute } from '../pki/certificate/name.ts'
import { bundleCertificates } from '../pki/cms/bundle.ts'
import { digest } from '../pki/private-key/primitives.ts'
import { readRsaPrivateKey } from '../pki/private-key/rsa.ts'
import { escapeAttribute, escapeText } from '../xml/write/escape.ts'
import { integrityValue } from './integrity.ts'
import type { NewKeystoreCredential } from './keystore.ts'
import { credentialId, userCredentialId } from './name.ts'
import { shown } from './parse.ts'
import type { KeystorePassword } from './password.ts'
import { protectKey } from './protect.ts'

/** A credential ready to be put into a file. */
export type WrittenCredential = { id: string; element(namespaceDeclaration: string): string }

/**
 * Writes one credential as XML, its values taken from its certificate.
 *
 * @throws MandateError `keystore.bad-certificates`, `keystore.bad-private-key`, `keystore.key-mismatch`
 */
export function writeCredential(
  credential: NewKeystoreCredential,
  password: KeystorePassword,
  { random, now }: { random: Random; now: Instant },
): WrittenCredential {
  const values = valuesOf(credential)
  const { id } = values
  const key = asFault(id, 'keystore.bad-private-key', () => readRsaPrivateKey(credential.privateKeyPkcs8))
  if (!equalBytes(key.spki, values.certificate.spki)) throw new MandateError('keystore.key-mismatch', { id: shown(id) })
  const { salt, protectedPrivateKey } = protectKey(key, password, random)
  const covered = {
    ...values,
    sha1Fingerprint: digest('sha1', values.certificate.der),
    certificateBundle: bundleCertificates(credential.certificates),
    protectedPrivateKey,
  }
  const dates = {
    creationDate: dateTime(now),
    notBefore: `${dateTime(values.certificate.notBefore)}Z`,
    notAfter: `${dateTime(values.certificate.notAfter)}Z`,
  }
  const integrity = toBase64(integrityValue(covered, salt))
  return {
    id,
    element: (namespaceDeclaration) =>
      [
        `<credential${namespaceDeclaration} id="${escapeAttribute(id)}" credentialType="${values.type}"` +
          ` credentialSalt="${toBase64(salt)}" integrityValue="${integrity}">`,
        ...childElements({ ...covered, ...dates }).map((child) => `      ${child}`),
        '    </credential>',
      ].join('\n'),
  }
}

/** In the order of the schema; readers go by name. */
const order = [
  'name1',
  'name2',
  'abn',
  'legalName',
  'personId',
  'serialNumber',
  'creationDate',
  'notBefore',
  'notAfter',
] as const

function childElements(
  values: Record<(typeof order)[number], string> &
    Record<'sha1Fingerprint' | 'certificateBundle' | 'protectedPrivateKey', Uint8Array>,
): string[] {
  return [
    ...order.map((name) => `<${name}>${escapeText(values[name])}</${name}>`),
    `<sha1fingerprint>${toBase64(values.sha1Fingerprint)}</sha1fingerprint>`,
    `<publicCertificate>${toBase64(values.certificateBundle)}</publicCertificate>`,
    `<protectedPrivateKey>${toBase64(values.protectedPrivateKey)}</protectedPrivateKey>`,
  ]
}

function valuesOf({ type = 'D', certificates, legalName, familyName, personId }: NewKeystoreCredential) {
  const [certificate] = asFault('', 'keystore.bad-certificates', () => certificates.map(readCertificateFields))
  const name = certificate && onlyAttribute(certificate.subject, 'CN')
  const abn = certificate && onlyAttribute(certificate.subject, 'O')
  if (!certificate || !name || !abn) {
    throw new MandateError('keystore.bad-certificates', {
      id: '',
      what: 'there is none, or the first has no name or no ABN',
    })
  }
  return {
    type,
    id: type === 'D' ? credentialId(abn, name) : userCredentialId(abn, personId ?? ''),
    name1: name,
    name2: type === 'D' ? '' : (familyName ?? ''),
    abn,
    legalName: legalName ?? name,
    personId: type === 'D' ? '' : (personId ?? ''),
    serialNumber: certificate.serial.decimal,
    certificate,
  }
}

/** xs:dateTime in UTC without a zone, as creation dates stand in real files. */
function dateTime(at: Instant): string {
  return new Date(at).toISOString().slice(0, 19)
}

function asFault<Value>(
  id: string,
  code: 'keystore.bad-certificates' | 'keystore.bad-private-key',
  read: () => Value,
): Value {
  try {
    return read()
  } catch (cause) {
    if (!isMandateError(cause)) throw cause
    throw new MandateError(code, { id: shown(id), what: String(cause.details.what ?? '') }, { cause })
  }
}
