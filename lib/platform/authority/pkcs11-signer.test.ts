import { execFileSync } from 'node:child_process'
import { verify, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cachedKeys } from '../../../test/support/authority.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { utf8 } from '../../core/bytes.ts'
import { readSettings } from '../settings/settings.ts'
import { openAuthority } from './open.ts'
import { openPkcs11Signer } from './pkcs11-signer.ts'

// SoftHSM 2 stands in for the device; on Debian: apt-get install softhsm2 opensc.
const module = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(existsSync)
const folder = mkdtempSync(join(tmpdir(), 'mandate-hsm-'))
const pin = '246802'
const place = { module: module ?? '', token: 'mandate test', object: 'sub', pin }
let runtime: TestRuntime

const tool = (...args: string[]) =>
  execFileSync('pkcs11-tool', ['--module', place.module, '--token-label', place.token, ...args], { stdio: 'pipe' })

beforeAll(async () => {
  if (module === undefined) throw new Error('The tests need SoftHSM 2 and OpenSC: apt-get install softhsm2 opensc')
  mkdirSync(join(folder, 'tokens'))
  writeFileSync(join(folder, 'conf'), `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`)
  process.env.SOFTHSM2_CONF = join(folder, 'conf')
  const init = ['--init-token', '--free', '--label', place.token, '--pin', pin, '--so-pin', '135791']
  execFileSync('softhsm2-util', init, { stdio: 'pipe' })
  for (const [id, label] of ['other', 'sub', 'twice', 'twice'].entries()) {
    tool('--login', '--pin', pin, '--keypairgen', '--key-type', 'rsa:2048', '--label', label, '--id', `0${id + 1}`)
  }
  runtime = await createTestRuntime('embedded')
})
afterAll(async () => {
  await runtime.close()
  delete process.env.SOFTHSM2_CONF
  rmSync(folder, { recursive: true, force: true })
})

test('signs with the key in the device', async () => {
  const signer = await openPkcs11Signer(place)
  const text = utf8('to be signed')
  const signature = await signer.sign(text)
  const key = { key: Buffer.from(signer.publicKeySpki), format: 'der', type: 'spki' } as const
  expect(verify('sha256', text, key, signature)).toBe(true)
})

test.each([
  ['a wrong PIN', { pin: '000000' }, /CKR_PIN_INCORRECT/],
  ['no PIN', { pin: undefined }, /./],
])('%s is refused at the signature, and told without the PIN', async (_what, change, reason) => {
  const signer = await openPkcs11Signer({ ...place, ...change })
  const signing = Promise.resolve(signer.sign(utf8('x')))
  await expect(signing).rejects.toMatchObject({
    code: 'start.key-store-unreachable',
    details: { reason: expect.stringMatching(reason) },
  })
  await expect(signing).rejects.not.toMatchObject({ message: expect.stringContaining('000000') })
})

test.each([
  ['a module that is not there', { module: '/nowhere/module.so' }],
  ['a token that is not there', { token: 'nobody' }],
  ['a key that is not there', { object: 'nothing' }],
  ['a name that two keys bear', { object: 'twice' }],
])('%s is told at once', async (_what, change) => {
  await expect(openPkcs11Signer({ ...place, ...change })).rejects.toMatchObject({ code: 'start.key-store-unreachable' })
})

test('the authority is made and opened again with its Sub CA in the device, and its key is nowhere else', async () => {
  const uri = `pkcs11:token=${encodeURIComponent(place.token)};object=sub?module-path=${place.module}`
  const settings = readSettings({ MANDATE_CA_PKCS11: uri, MANDATE_CA_PKCS11_PIN: pin })
  expect(settings.authorityPkcs11).toEqual(place)
  const authority = await openAuthority({ ...runtime, settings }, { makeKey: cachedKeys() })
  const { sub, root } = authority
  expect(new X509Certificate(sub.certificate.der).verify(new X509Certificate(root.certificate.der).publicKey)).toBe(
    true,
  )
  expect(new X509Certificate(authority.tls().cert).verify(new X509Certificate(sub.certificate.der).publicKey)).toBe(
    true,
  )
  const row = await runtime.store.authorityKey.findFirstOrThrow({ where: { role: 'SUB' } })
  expect(row.sealedKey.length).toBeLessThan(100)

  const again = await openAuthority({ ...runtime, settings }, { makeKey: cachedKeys('none') })
  expect(again.sub.certificate.der).toEqual(sub.certificate.der)
  const elsewhere = { code: 'start.sub-key-elsewhere' }
  await expect(openAuthority({ ...runtime })).rejects.toMatchObject(elsewhere)
  const other = readSettings({
    MANDATE_CA_PKCS11: uri.replace('object=sub', 'object=other'),
    MANDATE_CA_PKCS11_PIN: pin,
  })
  await expect(openAuthority({ ...runtime, settings: other })).rejects.toMatchObject(elsewhere)
})

test.each([
  'token=a;object=b?module-path=/c',
  'pkcs11:token=a;object=b',
  'pkcs11:token=a?module-path=/c',
  'pkcs11:token=a;object=b?module-path=c.so',
  'pkcs11:token=%zz;object=b?module-path=/c',
])('%s is no place of a key', (uri) => {
  expect(() => readSettings({ MANDATE_CA_PKCS11: uri })).toThrow(/MANDATE_CA_PKCS11: must be a PKCS#11 URI/)
})
