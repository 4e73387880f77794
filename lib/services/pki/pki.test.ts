import { execFileSync } from 'node:child_process'
import { sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../../../test/support/authority.ts'
import {
  business,
  type Cast,
  makeTestCredential,
  newSubmission,
  nextLeafKey,
  requestFor,
  seedCast,
} from '../../../test/support/credentials.ts'
import { serve } from '../../../test/support/http.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { fromBase64, fromUtf8, toBase64, toHex } from '../../core/bytes.ts'
import { day, hour, type Instant, minute } from '../../core/clock.ts'
import { revokeCredential } from '../../domain/credentials/revocation/revoke-credential.ts'
import { writePem } from '../../formats/pki/pem.ts'
import { renewalText } from '../../formats/renewal/renewal-text.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import { createPkiService } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'mandate-pki-'))
let runtime: TestRuntime
let authority: Authority
let cast: Cast
let start: Instant
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  // The clock starts at the real time, as openssl judges by that.
  runtime = await createTestRuntime('embedded', { start: new Date().toISOString() })
  start = runtime.clock.now()
  authority = await openTestAuthority(runtime)
  cast = await seedCast(runtime)
  server = await serve(await createPkiService(runtime))
  const [sub, root] = authority.chain
  writeFileSync(join(folder, 'root.pem'), writePem('CERTIFICATE', root.der))
  writeFileSync(join(folder, 'sub.pem'), writePem('CERTIFICATE', sub.der))
  writeFileSync(join(folder, 'chain.pem'), [sub, root].map(({ der }) => writePem('CERTIFICATE', der)).join(''))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
  await runtime.close()
})
beforeEach(() => runtime.clock.set(start))

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}/pki/${path}`, init)
const bytes = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())
const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', cwd: folder, stdio: 'pipe' })

async function issued(name: string) {
  const created = await makeTestCredential(cast.mca, { name })
  const der = fromBase64(created.certificates[0] ?? '') ?? new Uint8Array()
  const file = `${name.replaceAll(' ', '-')}.pem`
  writeFileSync(join(folder, file), writePem('CERTIFICATE', der))
  const { serial } = await runtime.store.credential.findUniqueOrThrow({ where: { id: created.credentialId } })
  return { ...created, file, serial }
}

const revoke = (id: string, reason: 'KEY_COMPROMISE' | 'UNSPECIFIED' = 'KEY_COMPROMISE') =>
  revokeCredential(cast.mca, {
    submissionId: newSubmission(),
    abn: business.abn,
    id,
    version: 2,
    reason,
    declaration: 'yes',
  })

const crlText = async (name = 'sub') => {
  writeFileSync(join(folder, `${name}.crl`), await bytes(await get(`crls/${name}.crl`)))
  return openssl('crl', '-inform', 'DER', '-in', `${name}.crl`, '-noout', '-text')
}
const numberOf = (text: string) => Number(/CRL Number:\s+(\d+)/.exec(text)?.[1])

describe('certificates', () => {
  test.each([
    ['root.crt', 1],
    ['ROOT.CRT', 1],
    ['sub.crt', 0],
  ])('%s is the certificate in DER, with a tag that spares sending it again', async (path, at) => {
    const answer = await get(path)
    expect(answer.headers.get('content-type')).toBe('application/pkix-cert')
    expect(answer.headers.get('cache-control')).toContain('max-age')
    expect(toHex(await bytes(answer))).toBe(toHex(authority.chain[at]?.der ?? new Uint8Array()))
    const again = await get(path, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  })

  test('PEM for those who want that', async () => {
    expect(await (await get('chain.pem')).text()).toBe(
      authority.chain.map(({ der }) => writePem('CERTIFICATE', der)).join(''),
    )
  })

  test.each(['', 'nothing', 'root.crt/x', '../etc/passwd', 'constructor', 'crls/', '__proto__'])(
    'there is nothing at %j',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  test.each(['POST', 'PUT', 'DELETE'])('%s is refused', async (method) => {
    const answer = await get('root.crt', { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD')
  })
})

describe('revocation lists', () => {
  test('openssl reads the list, its signature is right, and it says who was revoked and why', async () => {
    const { credentialId, serial } = await issued('Listed')
    expect(await crlText()).not.toContain(serial.toUpperCase())
    await revoke(credentialId)
    const text = await crlText()
    expect(text).toContain(`Serial Number: ${serial.toUpperCase()}`)
    expect(text).toContain('Key Compromise')
    expect(openssl('crl', '-inform', 'DER', '-in', 'sub.crl', '-CAfile', 'chain.pem', '-noout')).toBe('')
  })

  test('the number counts up with each change, and only then; an unchanged list is not sent again', async () => {
    const before = await get('crls/sub.crl')
    const etag = before.headers.get('etag') ?? ''
    const first = numberOf(await crlText())
    expect(numberOf(await crlText())).toBe(first)
    expect((await get('crls/sub.crl', { headers: { 'if-none-match': `"x", ${etag}` } })).status).toBe(304)
    await revoke((await issued('Counts')).credentialId, 'UNSPECIFIED')
    expect(numberOf(await crlText())).toBe(first + 1)
    expect((await get('crls/sub.crl', { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  test('many questions at once after a change give one new list', async () => {
    await revoke((await issued('Crowd')).credentialId)
    const lists = await Promise.all(
      Array.from({ length: 10 }, async () => toHex(await bytes(await get('crls/sub.crl')))),
    )
    expect(new Set(lists).size).toBe(1)
  })

  test('with age it is signed anew, before its next update', async () => {
    const first = numberOf(await crlText())
    runtime.clock.advance(11 * hour)
    expect(numberOf(await crlText())).toBe(first)
    runtime.clock.advance(2 * hour)
    expect(numberOf(await crlText())).toBe(first + 1)
  })

  test('the delta has what came after its base, and says so', async () => {
    const { serial, credentialId } = await issued('Delta')
    await revoke(credentialId)
    const text = await crlText('sub-delta')
    expect(text).toMatch(/Delta CRL Indicator: critical/)
    expect(text).toContain(serial.toUpperCase())
    expect(numberOf(text)).toBe(numberOf(await crlText()))
  })

  test('a revocation by another process is listed within a second, without a signal', async () => {
    const { credentialId, serial } = await issued('Elsewhere')
    await crlText()
    await runtime.store.credential.update({
      where: { id: credentialId },
      data: { status: 'REVOKED', revokedAt: new Date(start), revocationReason: 'SUPERSEDED' },
    })
    runtime.clock.advance(1_000)
    expect(await crlText()).toContain(serial.toUpperCase())
  })

  test('serials that were reserved for a certificate that never came are listed too', async () => {
    const { credentialId, serial } = await issued('Cut off')
    await runtime.store.credential.update({
      where: { id: credentialId },
      data: { status: 'ISSUING', certificate: null, sha1Fingerprint: null, sha256Fingerprint: null },
    })
    const { abandonIssuing } = await import('../../domain/credentials/issue/abandon.ts')
    expect(await abandonIssuing(runtime, credentialId)).toBe(true)
    expect(await crlText()).toContain(serial.toUpperCase())
  })

  test('the list of the root is empty, signed by the root, and good for a month', async () => {
    const text = await crlText('root')
    expect(text).toContain('No Revoked Certificates')
    expect(openssl('crl', '-inform', 'DER', '-in', 'root.crl', '-CAfile', 'root.pem', '-noout')).toBe('')
    runtime.clock.advance(6 * day)
    const number = numberOf(text)
    expect(numberOf(await crlText('root'))).toBe(number)
    runtime.clock.advance(2 * day)
    expect(numberOf(await crlText('root'))).toBe(number + 1)
  })

  test('the certificate points at the addresses where the lists are', async () => {
    const { file } = await issued('Points')
    const text = openssl('x509', '-in', file, '-noout', '-text')
    expect(text).toContain('http://localhost:3000/pki/crls/sub.crl')
    expect(text).toContain('CA Issuers - URI:http://localhost:3000/pki/sub.crt')
    expect(text).toContain('OCSP - URI:http://localhost:3000/pki/ocsp')
  })
})

describe('OCSP', () => {
  const question = (file: string, ...more: string[]) => {
    openssl('ocsp', '-issuer', 'sub.pem', '-cert', file, '-reqout', 'question.der', ...more)
    return execFileSync('cat', [join(folder, 'question.der')])
  }
  const judge = (answer: Uint8Array, file: string) => {
    writeFileSync(join(folder, 'answer.der'), answer)
    const args = ['-respin', 'answer.der', '-issuer', 'sub.pem', '-cert', file, '-CAfile', 'chain.pem', '-no_nonce']
    return execFileSync('sh', ['-c', `openssl ocsp ${args.join(' ')} 2>&1`], { encoding: 'utf8', cwd: folder })
  }
  const post = async (body: Uint8Array) =>
    await get('ocsp', {
      method: 'POST',
      body: Uint8Array.from(body),
      headers: { 'content-type': 'application/ocsp-request' },
    })

  test('openssl is told good, then revoked, over POST and over GET', async () => {
    const { file, credentialId } = await issued('Asked')
    const asked = question(file, '-no_nonce')
    const answer = await bytes(await post(asked))
    expect(judge(answer, file)).toMatch(/Response verify OK\s+Asked.pem: good/)
    await revoke(credentialId)
    expect(judge(await bytes(await post(asked)), file)).toMatch(
      /Response verify OK\s+Asked.pem: revoked[\s\S]*keyCompromise/,
    )
    const path = `ocsp/${encodeURIComponent(asked.toString('base64'))}`
    const got = await get(path)
    expect(got.headers.get('cache-control')).toContain('max-age=60')
    expect(judge(await bytes(got), file)).toContain('revoked')
  })

  test('without a nonce the signed answer is kept for half an hour; with one it is the client’s own', async () => {
    const { file } = await issued('Kept')
    const plain = question(file, '-no_nonce')
    const first = await bytes(await post(plain))
    expect(toHex(await bytes(await post(plain)))).toBe(toHex(first))
    runtime.clock.advance(31 * minute)
    expect(toHex(await bytes(await post(plain)))).not.toBe(toHex(first))
    runtime.clock.set(start)
    const own = question(file)
    writeFileSync(join(folder, 'own.der'), await bytes(await post(own)))
    const text = openssl('ocsp', '-respin', 'own.der', '-noverify', '-text')
    const asked = openssl('ocsp', '-reqin', 'question.der', '-text')
    const nonce = (of: string) => /Nonce:\s+([0-9A-F]+)/.exec(of)?.[1]
    expect(nonce(text)).toBeDefined()
    expect(nonce(text)).toBe(nonce(asked))
  })

  test('a serial that was never issued is unknown; a key of the house is good', async () => {
    const asked = execFileSync(
      'sh',
      ['-c', 'openssl ocsp -issuer sub.pem -serial 0x1234 -no_nonce -reqout u.der && cat u.der'],
      { cwd: folder },
    )
    writeFileSync(join(folder, 'u-answer.der'), await bytes(await post(asked)))
    expect(openssl('ocsp', '-respin', 'u-answer.der', '-noverify', '-text')).toContain('Cert Status: unknown')
    writeFileSync(join(folder, 'tls.pem'), authority.tls().cert)
    expect(judge(await bytes(await post(question('tls.pem', '-no_nonce'))), 'tls.pem')).toContain('good')
  })

  test('a question about another authority is refused as not ours', async () => {
    openssl('ocsp', '-issuer', 'root.pem', '-cert', 'sub.pem', '-no_nonce', '-reqout', 'other.der')
    const answer = await bytes(await post(execFileSync('cat', [join(folder, 'other.der')])))
    expect(toHex(answer)).toBe('30030a0106')
  })

  test.each(['', 'AAAA', '%', 'bm90IGEgcmVxdWVzdA=='])(
    'a question that is none (%j) gets an answer that says so',
    async (path) => {
      const answer = await get(`ocsp/${path}`)
      expect(answer.status).toBe(200)
      expect(toHex(await bytes(answer))).toBe('30030a0101')
    },
  )

  test('a question of a megabyte is not read', async () => {
    const answer = await post(new Uint8Array(1 << 20)).catch(() => ({ status: 413 }))
    expect(answer.status).toBe(413)
  })
})

describe('renewal over HTTP', () => {
  const post = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    get('renewals', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers })

  test('a server renews its credential with nothing but its key', async () => {
    const key = await nextLeafKey()
    const created = await makeTestCredential(cast.mca, { name: 'Over HTTP', key })
    runtime.clock.set(Date.parse(created.validTo) - 20 * day)
    const certificateRequest = await requestFor({ abn: business.abn, name: 'Over HTTP' })
    const madeAt = new Date(runtime.clock.now()).toISOString()
    const certificate = created.certificates[0] ?? ''
    const text = renewalText({
      madeAt,
      certificateRequest: fromBase64(certificateRequest) ?? new Uint8Array(),
      certificate: fromBase64(certificate) ?? new Uint8Array(),
    })
    expect(fromUtf8(text)).toMatch(/^mandate-renewal-1\n2\d{3}-.*Z\n[A-Za-z0-9+/=]+\n[A-Za-z0-9+/=]+\n$/)
    const body = { certificateRequest, certificate, madeAt, signature: toBase64(sign('sha256', text, key.privateKey)) }
    const answer = await post(body)
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({
      certificates: [expect.any(String), expect.any(String), expect.any(String)],
      credential: { name: 'Over HTTP' },
    })
    const forged = await post({ ...body, madeAt: new Date(runtime.clock.now() + 1).toISOString() })
    expect(forged.status).toBe(403)
    expect(await forged.json()).toMatchObject({ code: 'credential.renewal-not-proved' })
  })

  test.each([
    ['no JSON', '{', { 'content-type': 'application/json' }, 415],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['nothing that is asked for', {}, { 'content-type': 'application/json' }, 400],
    ['a list', [], { 'content-type': 'application/json' }, 400],
    ['null', 'null', { 'content-type': 'application/json' }, 400],
  ])('%s is refused', async (_what, body, headers, status) => {
    expect((await post(body, headers as unknown as Record<string, string>)).status).toBe(status)
  })
})
