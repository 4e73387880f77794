import { generateKeyPair, type JsonWebKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { fromUtf8, utf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { uuid } from '../../core/random.ts'
import { secretOf } from '../keys/secrets.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** A key pair as a JWK, with what a relying party needs to name it (RFC 7517). */
export type SigningJwk = JsonWebKey & { kid: string; alg: SigningAlg; use: 'sig' }
export type SigningAlg = (typeof signingAlgs)[number]

const signingAlgs = ['PS256', 'RS256', 'ES256'] as const

const givenKey = z.looseObject({
  kty: z.enum(['RSA', 'EC']),
  kid: z.string().min(1),
  d: z.string().min(1),
  alg: z.enum(signingAlgs).default('PS256'),
})

/**
 * Our private key for `private_key_jwt`: from the file of MANDATE_OIDC_CLIENT_KEY where it is given, else one of our
 * own, made at first use and kept sealed. Its `alg` (PS256 where the file has none) is also what we expect of id tokens.
 *
 * @throws MandateError `identity.client-key-unusable`
 */
export async function clientKey(runtime: Runtime): Promise<SigningJwk> {
  const file = runtime.settings.oidcClientKeyFile
  return file === undefined ? await signingKey(runtime, 'session/client-key') : await readKeyFile(file)
}

/** The public half of a key: what we may show. */
export function publicJwk({ kty, n, e, crv, x, y, kid, alg, use }: SigningJwk): SigningJwk {
  return kty === 'RSA' ? { kty, n, e, kid, alg, use } : { kty, crv, x, y, kid, alg, use }
}

/** An RSA 2048 key for PS256 signatures, made once under this name and kept sealed. */
export async function signingKey(runtime: Runtime, name: string): Promise<SigningJwk> {
  const secret = await secretOf(runtime, name, async () => {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
    return utf8(
      JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: uuid(runtime.random), alg: 'PS256', use: 'sig' }),
    )
  })
  return JSON.parse(fromUtf8(secret)) as SigningJwk
}

async function readKeyFile(file: string): Promise<SigningJwk> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new MandateError('identity.client-key-unusable', { reason: cause.code ?? 'unreadable' })
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new MandateError('identity.client-key-unusable', { reason: 'it is not JSON' })
  }
  const parsed = givenKey.safeParse(json)
  // The parser's own message may repeat a part of the key.
  if (!parsed.success) throw new MandateError('identity.client-key-unusable', { reason: 'it is not a private JWK' })
  return { ...parsed.data, use: 'sig' } as SigningJwk
}
