/** Formats of files that hold credentials. */
export type CredentialFileFormat = 'keystore' | 'pkcs12' | 'pem'

/** The format of a file by how it begins: DER is PKCS#12, a BEGIN line is PEM, and the rest is for the keystore reader. */
export function formatOfFile(file: Uint8Array): CredentialFileFormat {
  if (file[0] === 0x30 && ((file[1] as number) & 0x80) !== 0) return 'pkcs12'
  return /-----BEGIN [A-Z0-9 ]+-----/.test(beginning(file)) ? 'pem' : 'keystore'
}

/** PEM may have text before its first block, as `openssl pkcs12` writes it; XML has an angle bracket first. */
function beginning(file: Uint8Array): string {
  const text = new TextDecoder().decode(file.subarray(0, 4_096))
  return /^\ufeff?\s*</.test(text) ? '' : text
}
