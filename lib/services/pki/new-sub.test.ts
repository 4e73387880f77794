import { execFileSync } from 'node:child_process'
import { sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cachedKeys, openTestAuthority } from '../../../test/support/authority.ts'
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
import { fromBase64, toBase64 } from '../../core/bytes.ts'
import { day, hour, type Instant, minute } from '../../core/clock.ts'
import type { CreatedCredential } from '../../domain/credentials/create/create-credential.ts'
import { renewBySoftware } from '../../domain/credentials/create/renew-by-software.ts'
import { revokeCredential } from '../../domain/credentials/revocation/revoke-credential.ts'
import { readCertificate } from '../../formats/pki/certificate/read.ts'
import { verifyChain } from '../../formats/pki/chain/verify.ts'
import { writePem } from '../../formats/pki/pem.ts'
import { renewalText } from '../../formats/renewal/renewal-text.ts'
import { addSubAuthority } from '../../platform/authority/add-sub.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import { openAuthority } from '../../platform/authority/open.ts'
import { createPkiService } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'mandate-new-sub-'))
const openssl = (...args: string[]) =>
  execFileSync('sh', ['-c', `{ openssl ${args.join(' ')}; } 2>&1`], { encoding: 'utf8', cwd: folder })
let runtime: TestRuntime
let authority: Authority
let cast: Cast
let start: Instant
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  runtime = await createTestRuntime('embedded', { start: new Date().toISOString() })
  start = runtime.clock.now()
  authority = await openTestAuthority(runtime)
  cast = await seedCast(runtime)
  server = await serve(await createPkiService(runtime))
  writeFileSync(join(folder, 'root.pem'), writePem('CERTIFICATE', authority.root.certificate.der))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
  await runtime.close()
})

const leafOf = ({ certificates: [leaf = ''] }: CreatedCredential) =>
  readCertificate(fromBase64(leaf) ?? new Uint8Array())
const issuerOf = (created: CreatedCredential) => leafOf(created).issuer.text.split(',')[0]
const revoke = (id: string) =>
  revokeCredential(cast.mca, {
    submissionId: newSubmission(),
    abn: business.abn,
    id,
    version: 2,
    reason: 'SUPERSEDED',
    declaration: 'yes',
  })

async function fetchInto(file: string, path: string, init: RequestInit = {}): Promise<void> {
  const answer = await fetch(`${server.url}/pki/${path}`, init)
  expect(answer.status, path).toBe(200)
  writeFileSync(join(folder, file), new Uint8Array(await answer.arrayBuffer()))
}

/** What openssl says about a credential, by the list of its issuer, which is fetched now. */
async function judgedByList(created: CreatedCredential, sub: 'sub' | 'sub-2'): Promise<string> {
  writeFileSync(join(folder, 'leaf.pem'), writePem('CERTIFICATE', leafOf(created).der))
  await fetchInto('sub.pem', `${sub}.pem`)
  await fetchInto('sub.crl', `crls/${sub}.crl`)
  await fetchInto('sub-delta.crl', `crls/${sub}-delta.crl`)
  openssl('crl -inform DER -in sub.crl -out sub.crl.pem')
  const at = Math.floor(runtime.clock.now() / 1000)
  const how = `-attime ${at} -x509_strict -crl_check -CAfile root.pem -untrusted sub.pem -CRLfile sub.crl.pem`
  return openssl(`verify ${how} leaf.pem || true`)
}

/** What openssl says about a credential by OCSP, answered by the delegate of its issuer. */
async function judgedByOcsp(sub: 'sub' | 'sub-2'): Promise<string> {
  await fetchInto('issuer.pem', `${sub}.pem`)
  openssl('ocsp -issuer issuer.pem -cert leaf.pem -no_nonce -reqout question.der')
  const body = new Uint8Array(execFileSync('cat', [join(folder, 'question.der')]))
  await fetchInto('answer.der', 'ocsp', { method: 'POST', body })
  execFileSync('sh', ['-c', 'cat issuer.pem root.pem > chain.pem'], { cwd: folder })
  const at = Math.floor(runtime.clock.now() / 1000)
  const how = `-respin answer.der -issuer issuer.pem -cert leaf.pem -CAfile chain.pem -no_nonce -attime ${at}`
  return openssl(`ocsp ${how} -validity_period ${10 * 86_400} || true`)
}

test('a new Sub CA comes beside the old one, which goes on answering for what it issued', async () => {
  const key = await nextLeafKey()
  const before = await makeTestCredential(cast.mca, { name: 'Before', key })
  const other = await openAuthority({ ...runtime }, { makeKey: cachedKeys() })
  const added = await addSubAuthority(runtime, { makeKey: cachedKeys('second-sub') })
  expect(added).toMatchObject({ number: 2, issuesFrom: start + day })
  expect(added.certificate.subject.text).toMatch(/^CN=Mandate Sandbox Sub Certification Authority 2,/)
  await expect(addSubAuthority(runtime, { makeKey: neverAsked })).rejects.toMatchObject({ code: 'start.sub-waiting' })

  // A process that has not heard of it issues as before; one that has, trusts it and does not issue with it yet.
  const known = other.issuers
  expect(known).toHaveLength(1)
  expect(await authority.renew()).toEqual(expect.arrayContaining(['sub-2', 'ocsp-2']))
  expect(authority.subs().map(({ number }) => number)).toEqual([1, 2])
  const meanwhile = await makeTestCredential(cast.mca, { name: 'Meanwhile' })
  expect(issuerOf(meanwhile)).toBe('CN=Mandate Sandbox Sub Certification Authority')
  await other.renew()
  expect(known).toHaveLength(2)

  runtime.clock.set(start + day + minute)
  const after = await makeTestCredential(cast.mca, { name: 'After' })
  expect(issuerOf(after)).toBe('CN=Mandate Sandbox Sub Certification Authority 2')
  expect(leafOf(after).crlAddresses).toEqual(['http://localhost:3000/pki/crls/sub-2.crl'])
  expect(leafOf(after).issuerAddresses).toEqual(['http://localhost:3000/pki/sub-2.crt'])
  expect(after.certificates[1]).toBe(toBase64(added.certificate.der))

  // The token service takes both, in any process.
  const trust = {
    anchors: [other.root.certificate],
    intermediates: known,
    at: runtime.clock.now(),
  }
  for (const created of [before, meanwhile, after]) {
    expect(verifyChain(leafOf(created).der, trust).chain).toHaveLength(3)
  }

  expect(await judgedByList(before, 'sub')).toContain('leaf.pem: OK')
  expect(await judgedByOcsp('sub')).toMatch(/Response verify OK\s+leaf.pem: good/)
  expect(await judgedByList(after, 'sub-2')).toContain('leaf.pem: OK')
  expect(await judgedByOcsp('sub-2')).toMatch(/Response verify OK\s+leaf.pem: good/)

  await revoke(meanwhile.credentialId)
  await revoke(after.credentialId)
  expect(await judgedByList(after, 'sub-2')).toContain('certificate revoked')
  expect(await judgedByOcsp('sub-2')).toMatch(/Response verify OK\s+leaf.pem: revoked/)
  expect(openssl('crl -in sub.crl.pem -noout -text').match(/Serial Number:/g)).toHaveLength(1)
  expect(await judgedByList(meanwhile, 'sub')).toContain('certificate revoked')
  expect(openssl('crl -in sub.crl.pem -noout -text').match(/Serial Number:/g)).toHaveLength(1)
  expect(await judgedByList(before, 'sub')).toContain('leaf.pem: OK')

  // Renewed by its software, a credential of the old one moves to the new one.
  runtime.clock.set(Date.parse(before.validTo) - 30 * day)
  await authority.renew()
  const certificateRequest = await requestFor({ abn: business.abn, name: 'Before' })
  const madeAt = new Date(runtime.clock.now()).toISOString()
  const certificate = before.certificates[0] ?? ''
  const bytesOf = (text: string) => fromBase64(text) ?? new Uint8Array()
  const text = renewalText({
    madeAt,
    certificateRequest: bytesOf(certificateRequest),
    certificate: bytesOf(certificate),
  })
  const signature = toBase64(sign('sha256', text, key.privateKey))
  const renewed = await renewBySoftware(runtime, { certificateRequest, certificate, madeAt, signature })
  expect(issuerOf(renewed)).toBe('CN=Mandate Sandbox Sub Certification Authority 2')
}, 60_000)

test.each(['sub-3.crt', 'sub-1.crt', 'sub-02.crt', 'crls/sub-2.crt', 'sub-2.crl', 'crls/sub-9-delta.crl', 'sub-2'])(
  'there is nothing at %s',
  async (path) => {
    expect((await fetch(`${server.url}/pki/${path}`)).status).toBe(404)
  },
)

test('near its end, the log asks for the next one', async () => {
  const warnings: string[] = []
  const log = { ...runtime.log, warn: (what: string) => void warnings.push(what) }
  runtime.clock.set(start + 8 * 365 * day + hour)
  await openAuthority({ ...runtime, log }, { makeKey: cachedKeys() })
  expect(warnings).toContainEqual(expect.stringContaining('npm run authority -- add-sub'))
  runtime.clock.set(start)
})

const neverAsked = () => Promise.reject(new Error('no key should be made'))
