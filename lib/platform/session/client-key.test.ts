import { createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { clientKey, publicJwk } from './client-key.ts'
import { prepareSignIn } from './prepare.ts'
import { sessionSecret } from './secret.ts'

describe('the key that proves us to the identity provider', () => {
  let runtime: TestRuntime
  let folder: string
  const given = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const withFile = async (content: string) => {
    const file = join(folder, 'key.json')
    await writeFile(file, content)
    return { ...runtime, settings: { ...runtime.settings, oidcClientKeyFile: file } }
  }
  beforeAll(async () => {
    runtime = await createTestRuntime('embedded')
    folder = await mkdtemp(join(tmpdir(), 'mandate-client-key-'))
  })
  afterAll(async () => {
    await runtime.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is made once where none is given, and its public half holds nothing private', async () => {
    const key = await clientKey(runtime)
    expect(await clientKey({ ...runtime })).toEqual(key)
    const shown = publicJwk(key)
    expect(Object.keys(shown).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    expect(createPublicKey({ key: shown as JsonWebKey, format: 'jwk' }).asymmetricKeyDetails?.modulusLength).toBe(2048)
  })

  it('is the one of the file where it is given; PS256 unless it says otherwise', async () => {
    expect(await clientKey(await withFile(JSON.stringify({ ...given, kid: 'ours' })))).toMatchObject({
      kid: 'ours',
      alg: 'PS256',
      d: given.d,
    })
    expect(await clientKey(await withFile(JSON.stringify({ ...given, kid: 'ours', alg: 'RS256' })))).toMatchObject({
      alg: 'RS256',
    })
  })

  it.each([
    ['no JSON', '-----BEGIN PRIVATE KEY-----', 'it is not JSON'],
    ['a public key', JSON.stringify({ ...given, d: undefined, kid: 'ours' }), 'it is not a private JWK'],
    ['a key without a name', JSON.stringify(given), 'it is not a private JWK'],
    ['a shared secret', JSON.stringify({ kty: 'oct', k: 'c2VjcmV0', kid: 'ours' }), 'it is not a private JWK'],
    ['a weak algorithm', JSON.stringify({ ...given, kid: 'ours', alg: 'HS256' }), 'it is not a private JWK'],
  ])('is refused when the file holds %s, without a word of its content', async (_name, content, reason) => {
    const refused = await clientKey(await withFile(content)).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'identity.client-key-unusable', details: { reason } })
    expect(JSON.stringify(refused) + String(refused)).not.toContain(String(given.d).slice(0, 20))
  })

  it('is refused when the file is not there, already at start', async () => {
    const settings = { ...runtime.settings, oidcClientKeyFile: join(folder, 'none.json') }
    await expect(prepareSignIn({ ...runtime, settings }, {})).rejects.toMatchObject({
      code: 'identity.client-key-unusable',
      details: { reason: 'ENOENT' },
    })
  })
})

describe('getting sign-in ready', () => {
  it('sets the address over whatever was there, and keeps the cookie secret out of the environment', async () => {
    const runtime = await createTestRuntime('embedded')
    const environment: Record<string, string | undefined> = { NEXTAUTH_URL: 'https://evil.example' }
    await prepareSignIn(runtime, environment)
    expect(environment).toEqual({ NEXTAUTH_URL: 'http://localhost:3000/api/auth' })
    expect(await sessionSecret(runtime)).toMatch(/^[0-9a-f]{64}$/)
    await runtime.close()
  })
})
