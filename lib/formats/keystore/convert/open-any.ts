import { MandateError } from '../../../core/errors/index.ts'
import { readCertificateFields } from '../../pki/certificate/fields.ts'
import { onlyAttribute } from '../../pki/certificate/name.ts'
import { readPkcs12 } from '../../pki/pkcs12/read.ts'
import type { NewKeystoreCredential } from '../keystore.ts'
import { credentialId, userCredentialId } from '../name.ts'
import { openKeystore } from '../open.ts'
import { type CredentialFileFormat, formatOfFile } from './format.ts'
import { readPemCredentials } from './read-pem.ts'

/** A credential of any file, ready to be written in another format. Names are those of its certificate. */
export type OpenedCredential = NewKeystoreCredential & { id: string; name: string; abn: string }

/** A file of any format that was opened. */
export type OpenedCredentialFile = { format: CredentialFileFormat; credentials: OpenedCredential[] }

/**
 * Opens a file that holds credentials with their private keys: a keystore, PKCS#12 (`.p12`, `.pfx`), or PEM. Runs in
 * the browser and in Node.
 *
 * @param password ignored where nothing in the file is encrypted, as PEM may be
 * @throws MandateError `keystore.*`, `pkcs12.*`, `pem.*`, `private-key.*`
 * @example
 * const { credentials } = openCredentialFile(await file.bytes(), password)
 */
export function openCredentialFile(file: Uint8Array, password: string): OpenedCredentialFile {
  const format = formatOfFile(file)
  const credentials = readers[format](file, password)
  if (credentials.length === 0) throw new MandateError('keystore.no-key', { format: formatNames[format] })
  if (credentials.some(({ certificates }) => certificates.length === 0)) {
    throw new MandateError('keystore.key-without-certificate', { format: formatNames[format] })
  }
  return { format, credentials: credentials.map((one) => ({ ...one, ...namesOf(one) })) }
}

function namesOf({ certificates, type, personId = '' }: NewKeystoreCredential) {
  const { subject } = readCertificateFields(certificates[0] as Uint8Array)
  const name = onlyAttribute(subject, 'CN') ?? ''
  const abn = onlyAttribute(subject, 'O') ?? ''
  return { name, abn, id: type === 'U' ? userCredentialId(abn, personId) : credentialId(abn, name) }
}

const formatNames: Record<CredentialFileFormat, string> = { keystore: 'keystore', pkcs12: 'PKCS#12', pem: 'PEM' }

const readers: Record<CredentialFileFormat, (file: Uint8Array, password: string) => NewKeystoreCredential[]> = {
  keystore: (file, password) =>
    openKeystore(file, password).credentials.map(
      ({ type, certificates, privateKeyPkcs8, legalName, name2, personId }) => ({
        type,
        certificates,
        privateKeyPkcs8,
        legalName,
        familyName: name2,
        personId,
      }),
    ),
  pkcs12: (file, password) =>
    readPkcs12(file, password).entries.map(({ certificates, privateKeyPkcs8 }) => ({ certificates, privateKeyPkcs8 })),
  pem: readPemCredentials,
}
