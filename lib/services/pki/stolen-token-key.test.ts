import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cachedKeys, openTestAuthority } from '../../../test/support/authority.ts'
import { serve } from '../../../test/support/http.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { day, minute } from '../../core/clock.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import { writePem } from '../../formats/pki/pem.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import { openAuthority } from '../../platform/authority/open.ts'
import { replaceTokenKey } from '../../platform/authority/replace-token-key.ts'
import { createPkiService } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'mandate-stolen-key-'))
const keys = cachedKeys('new-token-keys')
let runtime: TestRuntime
/** The authority of this process, and that of another on the same database. */
let authority: Authority
let other: Authority
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  runtime = await createTestRuntime('embedded', { start: new Date().toISOString() })
  authority = await openTestAuthority(runtime)
  other = await openAuthority({ ...runtime }, { makeKey: cachedKeys() })
  server = await serve(await createPkiService(runtime))
  writeFileSync(join(folder, 'root.pem'), writePem('CERTIFICATE', authority.root.certificate.der))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
  await runtime.close()
})

/** A minute after the last one: time orders keys. */
const replace = (stolen: boolean) => {
  runtime.clock.advance(minute)
  return replaceTokenKey(runtime, { stolen, makeKey: keys })
}
const serialsOf = (certificates: readonly Certificate[]) => certificates.map(({ serial }) => serial.hex)
const published = (of: Authority) => serialsOf(of.tokenSigningCertificates())

const openssl = (args: string) =>
  execFileSync('sh', ['-c', `{ openssl ${args}; } 2>&1 || true`], { encoding: 'utf8', cwd: folder })

async function fetchInto(file: string, path: string, init: RequestInit = {}): Promise<void> {
  const answer = await fetch(`${server.url}/pki/${path}`, init)
  expect(answer.status, path).toBe(200)
  writeFileSync(join(folder, file), new Uint8Array(await answer.arrayBuffer()))
}

/** What openssl finds by the list and by OCSP. */
async function judge({ der }: Certificate): Promise<{ list: string; ocsp: string }> {
  writeFileSync(join(folder, 'leaf.pem'), writePem('CERTIFICATE', der))
  await fetchInto('sub.pem', 'sub.pem')
  await fetchInto('sub.crl', 'crls/sub.crl')
  openssl('crl -inform DER -in sub.crl -out crl.pem')
  openssl('ocsp -issuer sub.pem -cert leaf.pem -no_nonce -reqout question.der')
  const body = new Uint8Array(readFileSync(join(folder, 'question.der')))
  await fetchInto('answer.der', 'ocsp', { method: 'POST', body })
  writeFileSync(
    join(folder, 'chain.pem'),
    ['sub.pem', 'root.pem'].map((file) => readFileSync(join(folder, file))).join(''),
  )
  const at = `-attime ${Math.floor(runtime.clock.now() / 1000)}`
  return {
    list: openssl(`verify ${at} -crl_check -CAfile root.pem -untrusted sub.pem -CRLfile crl.pem leaf.pem`),
    ocsp: openssl(
      `ocsp -respin answer.der -issuer sub.pem -cert leaf.pem -CAfile chain.pem -no_nonce ${at} -validity_period ${10 * 86_400}`,
    ),
  }
}

test('a new token signing key is published at once, signs a week later, and the old one stays good', async () => {
  const before = authority.tokenSigning().certificate
  const heard: string[] = []
  const stop = runtime.signals.on('keys-changed', () => heard.push('keys-changed'))
  const { certificate, signsFrom, revoked } = await replace(false)
  stop()
  expect(heard).toEqual(['keys-changed'])
  expect(revoked).toEqual([])
  expect(signsFrom).toBe(runtime.clock.now() + 7 * day)
  expect(published(authority)).toEqual([before.serial.hex])
  await authority.renew()
  expect(published(authority)).toEqual(serialsOf([before, certificate]))
  expect(authority.tokenSigning().certificate.der).toEqual(before.der)

  await expect(replace(false)).rejects.toMatchObject({ code: 'start.token-key-waiting' })
  expect(await runtime.store.authorityKey.count({ where: { role: 'TOKEN_SIGNING' } })).toBe(2)

  runtime.clock.set(signsFrom)
  expect(authority.tokenSigning().certificate.der).toEqual(certificate.der)
  expect(published(authority)).toEqual(serialsOf([certificate, before]))
  const { list, ocsp } = await judge(before)
  expect(list).toContain('leaf.pem: OK')
  expect(ocsp).toMatch(/Response verify OK\s+leaf.pem: good/)
})

test('in place of a stolen key, a new one signs at once; the earlier ones are revoked and never come back', async () => {
  const stolen = authority.tokenSigningCertificates()
  expect(stolen).toHaveLength(2)
  const { certificate, signsFrom, revoked } = await replace(true)
  expect(signsFrom).toBe(runtime.clock.now())
  expect(serialsOf(revoked).sort()).toEqual(serialsOf(stolen).sort())

  // Another process goes on until it has heard, then does the same.
  expect(published(other)).not.toContain(certificate.serial.hex)
  for (const process of [authority, other]) {
    await process.renew()
    expect(published(process)).toEqual([certificate.serial.hex])
    expect(process.tokenSigning().certificate.der).toEqual(certificate.der)
  }
  for (const one of stolen) {
    const { list, ocsp } = await judge(one)
    expect(list).toContain('certificate revoked')
    expect(ocsp).toMatch(/Response verify OK\s+leaf.pem: revoked/)
    expect(ocsp).toContain('keyCompromise')
  }
  const { list, ocsp } = await judge(certificate)
  expect(list).toContain('leaf.pem: OK')
  expect(ocsp).toMatch(/Response verify OK\s+leaf.pem: good/)

  runtime.clock.advance(8 * day)
  expect(await authority.renew()).toEqual([])
  expect(published(authority)).toEqual([certificate.serial.hex])
  expect((await judge(stolen[0] as Certificate)).list).toContain('certificate revoked')
})

test('a key that waits is no reason to keep a stolen one', async () => {
  await replace(false)
  const { certificate, revoked } = await replace(true)
  expect(revoked).toHaveLength(2)
  await authority.renew()
  expect(published(authority)).toEqual([certificate.serial.hex])
})

test('nothing is kept where another process changed the keys meanwhile', async () => {
  const before = await runtime.store.authorityKey.count()
  const makeKey = Object.assign(async (bits: 2048 | 4096) => {
    await replace(false)
    return await keys(bits)
  }, {})
  await expect(replaceTokenKey(runtime, { stolen: true, makeKey })).rejects.toMatchObject({
    code: 'common.changed-meanwhile',
  })
  expect(await runtime.store.authorityKey.count()).toBe(before + 1)
  expect(published(authority)).toHaveLength(1)
})
