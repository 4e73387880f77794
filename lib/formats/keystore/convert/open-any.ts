import { MandateError } from '../../../core/errors/index.ts'
import { readPkcs12 } from '../../pki/pkcs12/read.ts'
import type { NewKeystoreCredential } from '../keystore.ts'
import { openKeystore } from '../open.ts'
import { type CredentialFileFormat, formatOfFile } from './format.ts'
import { readPemCredentials } from './read-pem.ts'

/** A file of any format that was opened: its credentials, ready to be written in any other. */
export type OpenedCredentialFile = { format: CredentialFileFormat; credentials: NewKeystoreCredential[] }

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
  return { format, credentials }
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
