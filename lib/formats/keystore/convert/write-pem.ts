import type { Random } from '../../../core/random.ts'
import { writePem } from '../../pki/pem.ts'
import { encryptPrivateKey } from '../../pki/private-key/encrypt.ts'
import { readRsaPrivateKey } from '../../pki/private-key/rsa.ts'
import type { NewKeystoreCredential } from '../keystore.ts'

const rounds = 20_000

/**
 * Writes a credential as PEM: the private key (PKCS#8), then its certificates, leaf first. Runs in the browser.
 *
 * @param password encrypts the key (PBES2 with AES-256); `undefined` leaves it readable for everybody who has the file
 */
export function writeCredentialPem(
  { privateKeyPkcs8, certificates }: Pick<NewKeystoreCredential, 'privateKeyPkcs8' | 'certificates'>,
  { password, random }: { password: string | undefined; random: Random },
): string {
  const key = readRsaPrivateKey(privateKeyPkcs8)
  const block =
    password === undefined
      ? writePem('PRIVATE KEY', key.pkcs8)
      : writePem(
          'ENCRYPTED PRIVATE KEY',
          encryptPrivateKey(key, password, { scheme: 'pbes2-aes256', salt: random.bytes(16), rounds, random }),
        )
  return [block, ...certificates.map((der) => writePem('CERTIFICATE', der))].join('')
}
