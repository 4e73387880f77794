import type { Store } from '../../../platform/store/open.ts'

/**
 * SHA-256 fingerprint of the credential that a token was issued to, by the trace of its request; `undefined` where the
 * trace is no longer kept, or an external credential is no longer trusted.
 */
export async function findFingerprintOfToken(store: Store, traceId: string): Promise<string | undefined> {
  const trace = await store.trace.findUnique({ where: { id: traceId }, select: { credentialId: true } })
  if (!trace?.credentialId) return undefined
  const which = { where: { id: trace.credentialId }, select: { sha256Fingerprint: true } }
  const credential = (await store.credential.findUnique(which)) ?? (await store.externalCredential.findUnique(which))
  return credential?.sha256Fingerprint ?? undefined
}
