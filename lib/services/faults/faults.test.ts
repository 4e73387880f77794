import { createPrivateKey } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../../../test/support/sandbox-harness.ts'
import { parseAbn } from '../../core/abn.ts'
import { instant } from '../../core/clock.ts'
import { readFaultHeader } from '../../domain/sandbox/faults/read-header.ts'
import { createSandboxCredential } from '../../kit/sandbox/create-credential.ts'
import { explainTrace } from '../../kit/sandbox/explain-trace.ts'
import { requestToken } from '../../kit/token/request-token.ts'
import { verifyUsi } from '../../kit/usi/verify-usi.ts'

const abn = parseAbn('27809366375')
const appliesTo = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'

let sandbox: TestSandbox
let ca: string
let one: Credential
let other: Credential
beforeAll(async () => {
  sandbox = await startTestSandbox()
  ca = await (await fetch(`${sandbox.http}/pki/root.crt`)).arrayBuffer().then(pemOf)
  one = await credential('Fault one')
  other = await credential('Fault two')
}, 90_000)
afterEach(() => ask('DELETE', '/faults'))
afterAll(() => sandbox.close())

type Credential = Parameters<typeof requestToken>[0]['credential'] & { recordId: string }

function pemOf(der: ArrayBuffer): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`
}

async function credential(name: string): Promise<Credential> {
  const { certificates, privateKeyPkcs8 } = await createSandboxCredential({ abn, name, endpoint: sandbox.http })
  const key = { key: Buffer.from(privateKeyPkcs8), format: 'der', type: 'pkcs8' } as const
  const row = await sandbox.runtime.store.credential.findFirstOrThrow({ where: { name } })
  return {
    id: `ABRD:${abn}_${name}`,
    name,
    abn,
    certificate: certificates[0] as Uint8Array,
    root: undefined,
    privateKey: createPrivateKey(key),
    notAfter: instant(row.notAfter),
    recordId: row.id,
  }
}

async function ask(method: string, path: string, body?: object) {
  const answer = await fetch(`${sandbox.http}/api/v1/sandbox${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, never> & { fields?: object } }
}

const token = (of: Credential = one, fault?: string) =>
  requestToken({ credential: of, appliesTo, endpoint: sandbox.https, ca, ...(fault === undefined ? {} : { fault }) })
const refusal = async (work: Promise<unknown>) => {
  const error = (await work.then(() => new Error('not refused')).catch((thrown: Error) => thrown)) as Error & {
    code?: string
    details?: { event?: string; trace?: string; reason?: string }
  }
  return { code: error.code ?? error.message, ...error.details }
}
const explained = async (id: string) => await explainTrace(id, { endpoint: sandbox.http })

test('what is no fault is refused by its field', async () => {
  const fields = async (fault: object) => Object.keys((await ask('POST', '/faults', fault)).body.fields ?? {})
  expect(await fields({})).toEqual(['error'])
  expect(await fields({ service: 'post', drop: true })).toEqual(['service'])
  expect(await fields({ service: 'mas', error: 'mas.nothing' })).toEqual(['error'])
  expect(await fields({ service: 'mas', error: 'usi.internal' })).toEqual(['error'])
  expect(await fields({ error: 'start.port-taken' })).toEqual(['error'])
  expect(await fields({ error: 'mas.replayed', drop: true })).toEqual(['drop'])
  expect(await fields({ delayMs: 0 })).toEqual(['delayMs'])
  expect(await fields({ delayMs: 1_000_000 })).toEqual(['delayMs'])
  expect(await fields({ drop: true, calls: 0 })).toEqual(['calls'])
  expect(await fields({ drop: true, credentialId: '6b1c0f4e-5f0e-4f46-9c8e-1f2a3b4c5d6e' })).toEqual(['credentialId'])
  expect((await ask('GET', '/faults')).body.faults).toEqual([])
})

test('a header that cannot be understood is an error, never no fault', () => {
  for (const header of [
    'mas.nothing',
    'delay=0',
    'delay=x',
    'delay=999999',
    'drop, mas.replayed',
    'usi.internal',
    ',',
  ]) {
    expect(() => readFaultHeader('mas', header), header).toThrow('sandbox.fault-header')
  }
  expect(readFaultHeader('mas', undefined)).toBeUndefined()
  expect(readFaultHeader('mas', 'mas.replayed, delay=20')).toEqual({
    errorCode: 'mas.replayed',
    delayMs: 20,
    drops: false,
  })
})

test('the next calls fail with the wanted error, marked in their trace, and no further one', async () => {
  await ask('POST', '/faults', { service: 'mas', error: 'mas.credential-revoked', calls: 2 })
  const first = await refusal(token())
  expect(first.code).toBe('kit.refused')
  const trace = await explained(first.trace ?? '')
  expect(trace.refusal?.code).toBe('mas.credential-revoked')
  expect(trace.steps.at(-2)).toMatchObject({ label: 'Fault on demand', outcome: 'noted' })
  expect(trace.steps.at(-2)?.sentence).toContain('Nothing is wrong with this call')
  expect((await refusal(token(other))).code).toBe('kit.refused')
  await token()
  const { faults } = (await ask('GET', '/faults')).body as unknown as { faults: { hits: number; remaining: number }[] }
  expect(faults).toMatchObject([{ hits: 2, remaining: 0 }])
})

test('a fault of one credential meets no other one', async () => {
  await ask('POST', '/faults', { error: 'mas.business-cancelled', credentialId: one.recordId })
  await token(other)
  for (let call = 0; call < 2; call++) expect((await refusal(token())).code).toBe('kit.refused')
})

test('a header has its own request alone fail, and an unknown one says so', async () => {
  const { trace } = await refusal(token(one, 'mas.relying-party-unknown'))
  expect((await explained(trace ?? '')).refusal?.code).toBe('mas.relying-party-unknown')
  expect((await refusal(token(one, 'mas.no-such-error'))).reason).toContain('mas.no-such-error')
  await token()
})

test('an answer is held back, or never comes, and the trace is there', async () => {
  const began = performance.now()
  await token(one, 'delay=400')
  expect(performance.now() - began).toBeGreaterThan(390)
  expect((await refusal(token(one, 'drop'))).code).toBe('kit.unreachable')
  const dropped = await sandbox.runtime.store.trace.findFirst({
    orderBy: { at: 'desc' },
    where: { outcome: 'ACCEPTED' },
  })
  expect(dropped).not.toBeNull()
})

test('what is wrong with a request is said for its own reason, and uses up no fault', async () => {
  await ask('POST', '/faults', { service: 'mas', error: 'mas.credential-revoked', calls: 1 })
  const wrong = requestToken({ credential: one, appliesTo: 'https://nobody.example/', endpoint: sandbox.https, ca })
  const { trace } = await refusal(wrong)
  expect((await explained(trace ?? '')).refusal?.code).toBe('mas.relying-party-unknown')
  const { faults } = (await ask('GET', '/faults')).body as unknown as { faults: { hits: number }[] }
  expect(faults).toMatchObject([{ hits: 0 }])
})

test('the USI registry fails on demand, also for the calls of one credential', async () => {
  const verify = async () => {
    const issued = await token()
    const maryam = { usi: 'BNGH7C75FN', givenName: 'Maryam', familyName: 'Fredrick', birthDate: '1966-05-25' }
    return await verifyUsi({ orgCode: 'VA1803', ...maryam }, { token: issued, endpoint: sandbox.https, ca })
  }
  await verify()
  await ask('POST', '/faults', { service: 'usi', error: 'usi.internal', credentialId: one.recordId, calls: 1 })
  const refused = await refusal(verify())
  expect(refused.code).toBe('kit.refused')
  await verify()
})
