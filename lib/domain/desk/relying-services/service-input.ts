import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { submissionId } from '../../ram/fields.ts'
import { decisionScope, type PersonScope, personScopes } from '../../ram/sharing/scopes.ts'
import { addressLines, displayName, recordName, versionOrNew } from '../fields.ts'

/** Scopes that a relying service may be allowed, in the order of the form. */
export const relyingServiceScopes = [...(Object.keys(personScopes) as PersonScope[]), decisionScope]

const redirectUris = addressLines({
  what: 'return address',
  most: 10,
  example: 'Enter return addresses such as https://service.example/callback, one on each line, without #.',
  isAddress: isReturnAddress,
})

/** What an operator enters of a relying service. `version` 0 makes a new one. */
export const saveRelyingServiceInput = z.object({
  submissionId,
  id: recordName,
  version: versionOrNew,
  name: displayName,
  purpose: z
    .string({ error: 'Say what the service is for.' })
    .trim()
    .min(1, { error: 'Say what the service is for.' })
    .max(200, { error: 'Use 200 characters at most.' }),
  redirectUris,
  /** A JWK set with public keys, as JSON. */
  keys: z.string({ error: 'Paste the public keys.' }).max(20_000, { error: 'This is too long.' }).transform(readKeys),
  scopes: z
    .array(z.enum(relyingServiceScopes), { error: 'Choose what it may ask for.' })
    .min(1, { error: 'Choose what it may ask for.' })
    .refine((scopes) => scopes.includes('openid') || scopes.every((scope) => scope === decisionScope), {
      error: 'Whoever signs people in needs "openid".',
    }),
  serviceIds: z
    .array(z.string().max(40), { error: 'Choose at least one service.' })
    .min(1, { error: 'Choose at least one service.' }),
})
export type SaveRelyingServiceInput = z.input<typeof saveRelyingServiceInput>

/** A JWK set of public keys that can verify PS256, RS256 or ES256. */
function readKeys(text: string, context: z.RefinementCtx): { keys: Record<string, unknown>[] } {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  let set: unknown
  try {
    set = JSON.parse(text)
  } catch {
    return refuse('Paste the public keys as JSON: a JWK set.')
  }
  const keys = (set as { keys?: unknown } | null)?.keys
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > 10) {
    return refuse('Paste a JWK set: { "keys": [ ... ] } with one to ten keys.')
  }
  const read: Record<string, unknown>[] = []
  for (const key of keys as Record<string, unknown>[]) {
    const isObject = typeof key === 'object' && key !== null
    if (isObject && ('d' in key || 'k' in key)) {
      return refuse(
        'This has a private key in it. Paste only the public part, and make a new key pair: this one was shown.',
      )
    }
    try {
      const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key: key as never, format: 'jwk' })
      const isStrong = asymmetricKeyType === 'ec' || (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
      if (!isStrong) return refuse('Use RSA keys of at least 2048 bits, or elliptic ones.')
    } catch {
      return refuse('One of the keys cannot be read. Use public RSA or EC keys as JWK.')
    }
    read.push(key)
  }
  return { keys: read }
}

function isReturnAddress(text: string): boolean {
  if (!URL.canParse(text) || text.includes('#')) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}
