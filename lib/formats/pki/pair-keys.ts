import { equalBytes } from '../../core/bytes.ts'
import type { CertificateFields } from './certificate/certificate.ts'
import { sameName } from './certificate/name.ts'
import type { RsaPrivateKey } from './private-key/rsa.ts'

/** A private key with the chain of its certificate, leaf first; empty where its certificate is not there. */
export type KeyWithChain<Key> = { key: Key; certificates: Uint8Array[] }

/**
 * Puts each private key together with its certificate and the issuers above it, as far as they are there. For files
 * that hold keys and certificates in any order. Runs in the browser.
 */
export function pairKeys<Key extends Pick<RsaPrivateKey, 'spki'>>(
  keys: readonly Key[],
  certificates: readonly CertificateFields[],
): { pairs: KeyWithChain<Key>[]; others: Uint8Array[] } {
  const used = new Set<CertificateFields>()
  const pairs = keys.map((key) => {
    const chain: CertificateFields[] = []
    let next = certificates.find(({ spki }) => equalBytes(spki, key.spki))
    while (next && !chain.includes(next)) {
      chain.push(next)
      used.add(next)
      const { issuer } = next
      next = certificates.find((candidate) => !chain.includes(candidate) && sameName(candidate.subject, issuer))
    }
    return { key, certificates: chain.map(({ der }) => der) }
  })
  return { pairs, others: certificates.filter((one) => !used.has(one)).map(({ der }) => der) }
}
