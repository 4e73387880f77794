import { oid } from '../../der/oids.ts'
import { derInteger, derNull, derOctets, derOid, derSequence } from '../../der/write.ts'
import { readCertificateFields } from '../../pki/certificate/fields.ts'
import { pairKeys } from '../../pki/pair-keys.ts'
import { type PemBlock, readPem } from '../../pki/pem.ts'
import { decryptPrivateKey } from '../../pki/private-key/decrypt.ts'
import { type RsaPrivateKey, readRsaPrivateKey } from '../../pki/private-key/rsa.ts'
import type { NewKeystoreCredential } from '../keystore.ts'

/**
 * The credentials of PEM text: private keys (PKCS#8 with or without encryption, or PKCS#1) with the certificates that
 * belong to them, in any order.
 *
 * @throws MandateError `pem.malformed`, `private-key.*`, `certificate.malformed`
 */
export function readPemCredentials(file: Uint8Array, password: string): NewKeystoreCredential[] {
  const blocks = readPem(new TextDecoder().decode(file))
  const keys = blocks.flatMap((block) => readKey(block, password) ?? [])
  const certificates = blocks
    .filter(({ label }) => label === 'CERTIFICATE')
    .map(({ der }) => readCertificateFields(der))
  return pairKeys(keys, certificates).pairs.map((pair) => ({
    certificates: pair.certificates,
    privateKeyPkcs8: pair.key.pkcs8,
  }))
}

function readKey({ label, der }: PemBlock, password: string): RsaPrivateKey | undefined {
  if (label === 'ENCRYPTED PRIVATE KEY') return decryptPrivateKey(der, password)
  if (label === 'PRIVATE KEY') return readRsaPrivateKey(der)
  return label === 'RSA PRIVATE KEY' ? readRsaPrivateKey(wrapped(der)) : undefined
}

/** PKCS#8 round a key of PKCS#1. */
function wrapped(pkcs1: Uint8Array): Uint8Array {
  return derSequence(derInteger(0), derSequence(derOid(oid.rsaEncryption), derNull()), derOctets(pkcs1))
}
