import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cachedKeys, openTestAuthority } from '../../../test/support/authority.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { storeKinds } from '../../../test/support/stores.ts'
import { toHex } from '../../core/bytes.ts'
import { day, instant } from '../../core/clock.ts'
import { systemRandom } from '../../core/random.ts'
import { writePem } from '../../formats/pki/pem.ts'
import { masterKeySealer } from '../keys/sealer.ts'
import { readSettings } from '../settings/settings.ts'
import type { Authority } from './authority.ts'
import { openAuthority } from './open.ts'

describe.each(storeKinds)('the authority on %s', (kind) => {
  let runtime: TestRuntime
  let authority: Authority
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    authority = await openTestAuthority(runtime)
  })
  afterAll(() => runtime.close())

  /** The same database as another process, or a later start, sees it. */
  const restarted = (changes: Partial<TestRuntime> = {}): TestRuntime => ({ ...runtime, ...changes })

  test('has the root and sub of the profile', () => {
    const { root, sub } = authority
    expect(new X509Certificate(root.certificate.der).publicKey.asymmetricKeyDetails?.modulusLength).toBe(4096)
    expect(new X509Certificate(sub.certificate.der).publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(sub.certificate.basicConstraints).toEqual({ ca: true, pathLength: 0 })
    expect(sub.certificate.crlAddresses).toEqual(['http://localhost:3000/pki/crls/root.crl'])
  })

  test('keeps no private key in the clear', async () => {
    const rows = await runtime.store.authorityKey.findMany()
    expect(rows.map(({ role }) => role).sort()).toEqual(
      ['OCSP', 'RELYING_PARTY', 'RELYING_PARTY', 'ROOT', 'SUB', 'TLS', 'TOKEN_SIGNING'].sort(),
    )
    for (const { sealedKey } of rows) {
      expect(() => createPrivateKey({ key: Buffer.from(sealedKey), format: 'der', type: 'pkcs8' })).toThrow()
      expect(Buffer.from(sealedKey).includes(Buffer.from('2a864886f70d010101', 'hex'))).toBe(false)
    }
  })

  test('a later start finds the same keys', async () => {
    const again = await openAuthority(restarted(), { makeKey: neverAsked })
    expect(again.root.certificate.fingerprints).toEqual(authority.root.certificate.fingerprints)
    expect(again.tls()).toEqual(authority.tls())
    expect(again.relyingPartyKey('usi').certificate.der).toEqual(authority.relyingPartyKey('usi').certificate.der)
  })

  test('another master key is refused, and nothing is made anew', async () => {
    const other = restarted({ sealer: masterKeySealer(new Uint8Array(32).fill(8), systemRandom) })
    await expect(openAuthority(other, { makeKey: neverAsked })).rejects.toMatchObject({
      code: 'start.master-key-wrong',
    })
    expect(await runtime.store.authorityKey.count()).toBe(7)
  })

  test('a sealed key that was moved to another row is refused', async () => {
    const [sub, tls] = await Promise.all([
      runtime.store.authorityKey.findFirstOrThrow({ where: { role: 'SUB' } }),
      runtime.store.authorityKey.findFirstOrThrow({ where: { role: 'TLS' } }),
    ])
    const put = (sealedKey: Uint8Array) =>
      runtime.store.authorityKey.update({ where: { id: sub.id }, data: { sealedKey: Uint8Array.from(sealedKey) } })
    await put(tls.sealedKey)
    await expect(openAuthority(restarted(), { makeKey: neverAsked })).rejects.toMatchObject({
      code: 'start.master-key-wrong',
    })
    await put(sub.sealedKey)
  })

  test('an unknown relying party has no key', () => {
    expect(() => authority.relyingPartyKey('nobody')).toThrow(expect.objectContaining({ code: 'start.key-missing' }))
  })

  test('new names in the settings renew the TLS certificate only', async () => {
    const settings = readSettings({
      PUBLIC_HTTPS_URL: 'https://mandate.example.org',
      PUBLIC_URL: 'http://10.0.0.7:3000',
    })
    const renamed = await openAuthority(restarted({ settings }), { makeKey: cachedKeys() })
    const tls = new X509Certificate(renamed.tls().cert)
    expect(tls.checkHost('mandate.example.org')).toBeDefined()
    expect(tls.checkHost('localhost')).toBeDefined()
    expect(tls.checkIP('10.0.0.7')).toBeDefined()
    expect(tls.checkIP('::1')).toBeDefined()
    expect(renamed.tokenSigning().certificate.der).toEqual(authority.tokenSigning().certificate.der)
    expect(await runtime.store.authorityKey.count({ where: { retiredAt: { not: null } } })).toBe(1)
  })

  test('keys that end soon are renewed, and old token signing certificates stay known until their end', async () => {
    const start = runtime.clock.now()
    const before = authority.tokenSigning().certificate
    runtime.clock.set(start + 4.5 * 365 * day)
    const renewed = await authority.renew()
    expect([...renewed].sort()).toEqual(['ocsp', 'tls', 'token-signing'])
    // The new key is known for a week before it signs, and the old one after that.
    expect(authority.tokenSigning().certificate.der).toEqual(before.der)
    const [first, next] = authority.tokenSigningCertificates()
    expect(first?.der).toEqual(before.der)
    runtime.clock.set(runtime.clock.now() + 7 * day)
    expect(authority.tokenSigning().certificate.der).toEqual(next?.der)
    expect(authority.tokenSigningCertificates().map(({ serial }) => serial.hex)).toEqual([
      next?.serial.hex,
      before.serial.hex,
    ])
    expect(await authority.renew()).toEqual([])
    runtime.clock.set(before.notAfter + 1)
    expect(authority.tokenSigningCertificates()).toHaveLength(1)
    runtime.clock.set(start)
  })
})

test('two processes that start at the same time on one PostgreSQL get the same keys', async () => {
  const runtime = await createTestRuntime('postgresql')
  const makeKey = cachedKeys()
  const started = await Promise.all([1, 2, 3].map(() => openAuthority({ ...runtime }, { makeKey })))
  expect(new Set(started.map(({ root }) => root.certificate.fingerprints.sha256)).size).toBe(1)
  expect(new Set(started.map(({ tls }) => tls().cert)).size).toBe(1)
  expect(await runtime.store.authorityKey.count({ where: { role: 'ROOT' } })).toBe(1)
  await runtime.close()
})

describe('judged from outside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-authority-'))
  let runtime: TestRuntime
  let authority: Authority
  beforeAll(async () => {
    runtime = await createTestRuntime('embedded', { start: new Date().toISOString() })
    authority = await openTestAuthority(runtime)
    const [sub, root] = authority.chain
    writeFileSync(join(folder, 'root.pem'), writePem('CERTIFICATE', root.der))
    writeFileSync(join(folder, 'sub.pem'), writePem('CERTIFICATE', sub.der))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await runtime.close()
  })

  const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', cwd: folder })

  test('openssl accepts the chain of every key', () => {
    const pairs = [authority.tokenSigning(), authority.ocsp(), authority.relyingPartyKey('sbr')]
    for (const { certificate } of pairs) {
      writeFileSync(join(folder, 'leaf.pem'), writePem('CERTIFICATE', certificate.der))
      const chain = ['-x509_strict', '-CAfile', 'root.pem', '-untrusted', 'sub.pem', 'leaf.pem']
      expect(openssl('verify', ...chain)).toContain('leaf.pem: OK')
    }
  })

  test.each(['localhost', '127.0.0.1', '::1'])(
    'TLS for %s is accepted by a client that trusts the root',
    async (host) => {
      const server = createServer(authority.tls(), (_request, response) => response.end('ok'))
      await new Promise<void>((resolve) => server.listen(0, host, resolve))
      const socket = connect({
        host,
        port: (server.address() as AddressInfo).port,
        ca: writePem('CERTIFICATE', authority.root.certificate.der),
        ...(host === 'localhost' ? { servername: host } : {}),
      })
      await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
      expect(socket.authorized).toBe(true)
      socket.destroy()
      server.close()
    },
  )

  test('the root signs only when asked, and with its own key', async () => {
    const signer = await authority.root.openSigner()
    expect(toHex(signer.publicKeySpki)).toBe(toHex(authority.root.certificate.spki))
  })
})

test('in production the settings name the organisation and the policies', async () => {
  const runtime = await createTestRuntime('embedded')
  const settings = readSettings({
    MANDATE_MODE: 'production',
    PUBLIC_URL: 'https://ram.example.org',
    PUBLIC_HTTPS_URL: 'https://ram.example.org',
    DATABASE_URL: 'postgresql://x@localhost/x',
    MANDATE_MASTER_KEY: '07'.repeat(32),
    MANDATE_OIDC_ISSUER: 'https://id.example.org',
    MANDATE_OIDC_CLIENT_ID: 'x',
    MANDATE_OIDC_CLIENT_KEY: '/x',
    MANDATE_SMTP_URL: 'smtps://x@mail.example.org:465',
    MANDATE_REGISTER_URL: 'https://register.example.org',
    MANDATE_CA_ORGANISATION: 'Example Registry',
    MANDATE_CA_POLICY_OID: '1.2.36.1.9999.5',
  })
  const { root, sub, profiles, relyingPartyKey } = await openAuthority(
    { ...runtime, settings },
    { makeKey: cachedKeys() },
  )
  expect(root.certificate.subject.text).toBe(
    'CN=Example Registry Root Certification Authority,OU=Certification Authority,O=Example Registry,C=AU',
  )
  expect(sub.certificate.policies).toEqual(['1.2.36.1.9999.5.1.1'])
  expect(profiles.leaf.settings.crlAddress).toBe('https://ram.example.org/pki/crls/sub.crl')
  expect(() => relyingPartyKey('usi')).toThrow(expect.objectContaining({ code: 'start.key-missing' }))
  expect(root.certificate.notBefore).toBeLessThan(instant('2026-03-02T01:00:00Z'))
  await runtime.close()
})

const neverAsked = () => Promise.reject(new Error('no key should be made'))
