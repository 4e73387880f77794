import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedRelyingParties } from '../../../../../prisma/seed/relying-parties.ts'
import { testAuthority } from '../../../../../test/attacks/mas-world.ts'
import { openTestAuthority } from '../../../../../test/support/authority.ts'
import { business, cancelledBusiness, requestFor, seedCast } from '../../../../../test/support/credentials.ts'
import { serve } from '../../../../../test/support/http.ts'
import { createTestRuntime, type TestRuntime } from '../../../../../test/support/runtime.ts'
import { fromBase64, toBase64 } from '../../../../core/bytes.ts'
import { writePem } from '../../../../formats/pki/pem.ts'
import { openAuthority } from '../../../../platform/authority/open.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { createApiService } from '../../index.ts'

let runtime: TestRuntime
let server: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  await openTestAuthority(runtime)
  await seedCast(runtime)
  server = await serve(await createApiService(runtime))
})
afterAll(async () => {
  await server.close()
  await runtime.close()
})

const json = { 'content-type': 'application/json' }
const post = (body: unknown, headers: Record<string, string> = json) =>
  fetch(`${server.url}/api/v1/sandbox/credentials`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers,
  })
const bodyFor = async (name: string, abn: string = business.abn) => ({
  abn,
  name,
  certificateRequest: await requestFor({ abn, name }),
})

test('a program gets a credential without a person, from DER or PEM', async () => {
  const body = await bodyFor('First')
  const answer = await post(body)
  expect(answer.status).toBe(201)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const credential = (await answer.json()) as {
    certificates: string[]
    credentialId: string
  }
  expect(new X509Certificate(Buffer.from(credential.certificates[0] ?? '', 'base64')).subject).toContain('CN=First')
  const row = await runtime.store.credential.findUniqueOrThrow({ where: { id: credential.credentialId } })
  expect(row).toMatchObject({ isTest: true, custodianId: null, status: 'ACTIVE', createdByName: 'Sandbox' })
  const other = await bodyFor('Second')
  const pem = writePem('CERTIFICATE REQUEST', fromBase64(other.certificateRequest) ?? new Uint8Array())
  expect((await post({ ...other, certificateRequest: pem })).status).toBe(201)
})

test('a business that nobody has linked yet gets one, under its name in the register', async () => {
  const abn = '53004085616'
  await runtime.store.registerEntry.create({
    data: {
      abn,
      name: 'Not linked',
      entityType: 'Company',
      status: 'REGISTERED',
      statusFrom: '2020-01-01',
      state: 'VIC',
      postcode: '3000',
    },
  })
  expect((await post(await bodyFor('Early', abn))).status).toBe(201)
  expect(await runtime.store.business.findUniqueOrThrow({ where: { abn } })).toMatchObject({ name: 'Not linked' })
})

test.each([
  ['a cancelled ABN', () => bodyFor('X', cancelledBusiness.abn), 409, 'credential.business-cancelled'],
  ['an ABN that nobody has', () => bodyFor('X', '83914571673'), 404, 'credential.business-unknown'],
  ['no ABN', async () => ({ ...(await bodyFor('X')), abn: '1' }), 400, 'common.invalid-input'],
  [
    'another name than in the request',
    async () => ({ ...(await bodyFor('X')), name: 'Y' }),
    400,
    'certificate-request.subject',
  ],
  ['nothing', () => ({}), 400, 'common.invalid-input'],
  ['an array', () => [], 400, 'common.invalid-input'],
  ['no JSON', () => '{"abn"', 415, 'common.not-json'],
])('%s is refused, and nothing is written', async (_what, body, status, code) => {
  const before = await runtime.store.credential.count()
  const answer = await post(await body())
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ code })
  expect(await runtime.store.credential.count()).toBe(before)
})

test('the same key twice is refused', async () => {
  const body = await bodyFor('Key')
  expect((await post(body)).status).toBe(201)
  expect((await post(body)).status).toBe(409)
})

test.each([
  ['a page of another site', { ...json, origin: 'https://evil.example' }, 403],
  ['a sandboxed frame', { ...json, origin: 'null' }, 403],
  ['another port of this machine', { ...json, origin: 'http://localhost:8080' }, 403],
  ['a browser that names another site', { ...json, 'sec-fetch-site': 'cross-site' }, 403],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['plain text', { 'content-type': 'text/plain' }, 415],
  ['our own page', { ...json, origin: 'http://localhost:3000' }, 201],
])('from %s', async (_what, headers, status) => {
  expect((await post(await bodyFor('Origin'), headers as Record<string, string>)).status).toBe(status)
})

test('the sandbox tells addresses and what to trust; no secret', async () => {
  const authority = await openAuthority(runtime)
  await inTransaction(runtime.store, (tx) => seedRelyingParties(tx, { authority, settings: runtime.settings }))
  const text = await (await fetch(`${server.url}/api/v1/sandbox`)).text()
  const info = JSON.parse(text)
  expect(info).toMatchObject({
    endpoints: { tokenService: 'https://localhost:3443/R3.0/S007v1.3/service.svc' },
    anchors: [{ sha256: authority.root.certificate.fingerprints.sha256 }],
  })
  expect(text).not.toMatch(/PRIVATE KEY/)
})

test('seeding again changes nothing, keeps what somebody changed, and follows a new key', async () => {
  const authority = await openAuthority(runtime)
  const seed = () =>
    inTransaction(runtime.store, (tx) => seedRelyingParties(tx, { authority, settings: runtime.settings }))
  await seed()
  expect(await seed()).toBe(false)
  await runtime.store.relyingParty.update({
    where: { id: 'usi' },
    data: { maximumLifetimeSeconds: 60, certificate: new Uint8Array([1]) },
  })
  expect(await seed()).toBe(true)
  const row = await runtime.store.relyingParty.findUniqueOrThrow({ where: { id: 'usi' } })
  expect(row.maximumLifetimeSeconds).toBe(60)
  expect(Buffer.from(row.certificate).equals(authority.relyingPartyKey('usi').certificate.der)).toBe(true)
})

test('a program lets the sandbox trust a keystore of its own, and ends that', async () => {
  const foreign = await testAuthority('Another Office')
  const machine = await foreign.credential(business.abn, 'Machine')
  const chain = [machine, foreign.sub, foreign.root].map(({ certificate }) => toBase64(certificate.der))
  const trust = (method: string, path = '', headers: Record<string, string> = json) =>
    fetch(`${server.url}/api/v1/sandbox/trust${path}`, {
      method,
      headers,
      ...(method === 'POST' && { body: JSON.stringify({ credentials: [chain] }) }),
    })
  for (const method of ['POST', 'DELETE']) {
    expect(
      (await trust(method, method === 'DELETE' ? '/x' : '', { ...json, origin: 'https://evil.example' })).status,
      method,
    ).toBe(403)
  }
  expect((await trust('POST', '', { 'content-type': 'text/plain' })).status).toBe(415)
  const added = await trust('POST')
  expect(added.status).toBe(201)
  const { credentials, revocation } = (await added.json()) as { credentials: { id: string }[]; revocation: string }
  expect(credentials).toMatchObject([{ name: 'Machine', abn: business.abn }])
  expect(revocation).toContain('does not ask')
  expect(await (await trust('GET')).json()).toEqual({ credentials, revocation })
  const id = credentials[0]?.id ?? ''
  expect((await trust('DELETE', '/nobody')).status).toBe(400)
  expect((await trust('DELETE', `/${id}`)).status).toBe(200)
  expect((await trust('DELETE', `/${id}`)).status).toBe(404)
  expect((await (await trust('GET')).json()) as object).toMatchObject({ credentials: [] })
})

const revoke = (body: unknown) =>
  fetch(`${server.url}/api/v1/sandbox/credentials/revocation`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: json,
  })

test('a test credential is revoked without a person, once, by the fingerprint of its certificate', async () => {
  const made = (await (await post(await bodyFor('Gone'))).json()) as { certificates: string[] }
  const { fingerprint256 } = new X509Certificate(Buffer.from(made.certificates[0] ?? '', 'base64'))
  const answer = await revoke({ fingerprint: fingerprint256 })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ name: 'Gone' })
  const row = await runtime.store.credential.findFirstOrThrow({ where: { name: 'Gone' } })
  expect(row).toMatchObject({ status: 'REVOKED', revocationReason: 'SUPERSEDED' })
  const entry = await runtime.store.historyEntry.findFirstOrThrow({
    where: { subjectId: row.id, act: 'credential-revoked' },
  })
  expect(entry.abn).toBe(business.abn)
  const again = await revoke({ fingerprint: fingerprint256 })
  expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'credential.revoked'])
})

test('only a test credential is, and only by its whole fingerprint', async () => {
  await post(await bodyFor('Of people'))
  const row = await runtime.store.credential.findFirstOrThrow({ where: { name: 'Of people' } })
  await runtime.store.credential.update({ where: { id: row.id }, data: { isTest: false } })
  for (const [body, status] of [
    [{ fingerprint: row.sha256Fingerprint }, 404],
    [{ fingerprint: '0'.repeat(64) }, 404],
    [{ fingerprint: row.sha256Fingerprint?.slice(0, 40) }, 400],
    [{ id: row.id }, 400],
    [{}, 400],
  ] as const) {
    expect((await revoke(body)).status).toBe(status)
  }
  expect(await runtime.store.credential.findUnique({ where: { id: row.id } })).toMatchObject({ status: 'ACTIVE' })
})
