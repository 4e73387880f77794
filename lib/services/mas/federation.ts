import type { IncomingMessage, ServerResponse } from 'node:http'
import { minute } from '../../core/clock.ts'
import { writeFederationMetadata } from '../../domain/mas/metadata/write-federation-metadata.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answer } from '../http/answer.ts'

/** Where programs look for it, in lower case. */
export const federationPrefix = '/federationmetadata/'
const path = `${federationPrefix}2007-06/federationmetadata.xml`

export function isFederationMetadata({ url = '' }: Pick<IncomingMessage, 'url'>): boolean {
  return (url.split('?')[0] ?? '').toLowerCase() === path
}

/** The document as it is now: signed anew where a key came or went, or after a while. */
export function federationMetadata(
  { settings, clock, random }: Pick<Runtime, 'settings' | 'clock' | 'random'>,
  authority: Pick<Authority, 'tokenSigning' | 'tokenSigningCertificates'>,
): () => string {
  let known: { keys: string; signedAt: number; document: string } | undefined
  return () => {
    const certificates = authority.tokenSigningCertificates()
    const keys = certificates.map(({ fingerprints }) => fingerprints.sha256).join()
    const now = clock.now()
    if (known?.keys === keys && now - known.signedAt < 30 * minute && now >= known.signedAt) return known.document
    const { publicHttpsUrl, sha1 } = settings
    const versions = sha1 ? (['S007v1.3', 'S007v1.2'] as const) : (['S007v1.3'] as const)
    const document = writeFederationMetadata({
      issuer: `${publicHttpsUrl}/R3.0/S007v1.3/service.svc`,
      endpoints: versions.map((version) => `${publicHttpsUrl}/R3.0/${version}/service.svc`),
      certificates: certificates.map(({ der }) => der),
      signer: authority.tokenSigning(),
      now,
      random,
    })
    known = { keys, signedAt: now, document }
    return document
  }
}

/** Sends it; programs may keep it for ten minutes. */
export function answerFederation(request: IncomingMessage, response: ServerResponse, document: () => string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    answer(response, 405, 'text/plain; charset=utf-8', 'Use GET.\n', { allow: 'GET, HEAD' })
    return
  }
  answer(response, 200, 'application/samlmetadata+xml; charset=utf-8', document(), {
    'cache-control': 'public, max-age=600',
  })
}
