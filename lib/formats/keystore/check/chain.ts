import type { Instant } from '../../../core/clock.ts'
import { isMandateError } from '../../../core/errors/index.ts'
import { oid } from '../../der/oids.ts'
import type { CertificateFields } from '../../pki/certificate/certificate.ts'
import { readCertificateFields } from '../../pki/certificate/fields.ts'
import { sameName } from '../../pki/certificate/name.ts'

type ChainCheck = { what: string; outcome: 'right' | 'warning' | 'wrong'; note: string }

const what = 'Certificates'

/**
 * Checks the certificates of a keystore in the order of the file: each one must be signed by the next, the last by
 * itself. By WebCrypto, so in the browser as well. Whether the last one is to be trusted is not for a file to say.
 */
export async function checkChain(ders: readonly Uint8Array[], now: Instant): Promise<ChainCheck> {
  const chain = readAll(ders)
  if (chain === undefined) return { what, outcome: 'wrong', note: 'One of the certificates above it cannot be read.' }
  for (const [at, certificate] of chain.entries()) {
    const issuer = chain[at + 1] ?? certificate
    const isLast = at === chain.length - 1
    if (!sameName(certificate.issuer, issuer.subject)) {
      return isLast
        ? { what, outcome: 'warning', note: `The certificate of ${nameOf(certificate.issuer.text)} is missing.` }
        : { what, outcome: 'wrong', note: `${nameOf(certificate.subject.text)} is not followed by its issuer.` }
    }
    if (!(await isSignedBy(certificate, issuer))) {
      return { what, outcome: 'wrong', note: `The signature on ${nameOf(certificate.subject.text)} is wrong.` }
    }
    if (at > 0 && (now < certificate.notBefore || now >= certificate.notAfter + 1000)) {
      return { what, outcome: 'wrong', note: `The certificate of ${nameOf(certificate.subject.text)} is out of date.` }
    }
  }
  return chain.length === 3
    ? { what, outcome: 'right', note: `Three, each signed by the next: ${chain.map(commonName).join(', ')}.` }
    : { what, outcome: 'warning', note: `${chain.length} instead of three; software may miss the others.` }
}

function readAll(ders: readonly Uint8Array[]): CertificateFields[] | undefined {
  try {
    return ders.map(readCertificateFields)
  } catch (error) {
    if (!isMandateError(error)) throw error
    return undefined
  }
}

const hashes: Readonly<Record<string, string>> = {
  [oid.sha1WithRsa]: 'SHA-1',
  [oid.sha256WithRsa]: 'SHA-256',
  [oid.sha384WithRsa]: 'SHA-384',
  [oid.sha512WithRsa]: 'SHA-512',
}

async function isSignedBy({ tbs, signature, signatureAlgorithm }: CertificateFields, issuer: CertificateFields) {
  const hash = hashes[signatureAlgorithm]
  if (hash === undefined) return false
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash }
  try {
    const key = await crypto.subtle.importKey('spki', Uint8Array.from(issuer.spki), algorithm, false, ['verify'])
    return await crypto.subtle.verify(algorithm, key, Uint8Array.from(signature), Uint8Array.from(tbs))
  } catch {
    // A key of another kind cannot have made the signature.
    return false
  }
}

function commonName({ subject }: CertificateFields): string {
  return nameOf(subject.text)
}

/** The common name of a distinguished name, or the whole of it, short enough for a sentence. */
function nameOf(text: string): string {
  return (/(?:^|,)CN=((?:\\.|[^,\\])+)/.exec(text)?.[1] ?? text).slice(0, 100)
}
