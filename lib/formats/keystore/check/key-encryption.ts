import { isMandateError } from '../../../core/errors/index.ts'
import { oid } from '../../der/oids.ts'
import { readDer } from '../../der/read.ts'
import { oidOf, sequenceOf } from '../../der/values.ts'

/** How a private key is encrypted, in words; `isUsual` for the one way that the vendor's library reads. */
export type KeyEncryption = { name: string; isUsual: boolean }

/** Reads how a private key (PKCS#8 EncryptedPrivateKeyInfo, DER) is encrypted, without its password. */
export function keyEncryptionOf(protectedPrivateKey: Uint8Array): KeyEncryption {
  try {
    const [algorithm] = sequenceOf(readDer(protectedPrivateKey, limits), 'an encrypted private key')
    const scheme = oidOf(sequenceOf(algorithm, 'an encryption algorithm')[0], 'an encryption algorithm')
    return { name: names[scheme] ?? `Algorithm ${scheme}`, isUsual: scheme === oid.pbeSha1TripleDes }
  } catch (error) {
    if (!isMandateError(error)) throw error
    return { name: 'It cannot be read', isUsual: false }
  }
}

const limits = { depth: 12, nodes: 200, bytes: 32 * 1024 }

const names: Readonly<Record<string, string>> = {
  [oid.pbeSha1TripleDes]: 'Triple DES with SHA-1 (PKCS#12)',
  [oid.pbeSha1Rc2With40Bits]: 'RC2 with 40 bits (PKCS#12)',
  [oid.pbes2]: 'PBES2',
}
