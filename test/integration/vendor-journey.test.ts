import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseAbn } from '../../lib/core/abn.ts'
import { uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { attestCase } from '../../lib/domain/dsp/conformance/attest-case.ts'
import { downloadReport } from '../../lib/domain/dsp/conformance/download-report.ts'
import { finishTests } from '../../lib/domain/dsp/conformance/finish-tests.ts'
import { viewChecklist } from '../../lib/domain/dsp/conformance/view-checklist.ts'
import { viewPerformance } from '../../lib/domain/dsp/conformance/view-performance.ts'
import { viewProductTrace } from '../../lib/domain/dsp/conformance/view-product-trace.ts'
import { registerDeveloper } from '../../lib/domain/dsp/organisations/register-developer.ts'
import { downloadWelcomePack } from '../../lib/domain/dsp/pack/download-welcome-pack.ts'
import { applyForUsiKit } from '../../lib/domain/dsp/products/apply-for-usi-kit.ts'
import { registerProduct } from '../../lib/domain/dsp/products/register-product.ts'
import { viewProduct } from '../../lib/domain/dsp/products/view-product.ts'
import {
  chooseCredential,
  createSandboxCredential,
  type KitCredential,
  openKeystoreFile,
  parseKeystorePassword,
  playableUsiCases,
  playUsiCases,
  sealKeystore,
} from '../../lib/kit/index.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox-harness.ts'

const abn = '96312011219'
const password = 'Vendor-Window-58'

let sandbox: TestSandbox
let folder: string
let grace: UseCaseContext
let product = { productId: '', code: '' }
let ticking: NodeJS.Timeout | undefined
beforeAll(async () => {
  sandbox = await startTestSandbox()
  // One credential has to come after another one.
  ticking = setInterval(() => sandbox.runtime.clock.advance(5), 5)
  folder = await mkdtemp(join(tmpdir(), 'mandate-vendor-'))
  const { personId } = await sandbox.runtime.store.authorisation.findFirstOrThrow({ where: { abn } })
  const actor = { personId: personId ?? '', givenNames: 'Grace', familyName: "O'Connor", strength: 'STRONG' as const }
  grace = { runtime: sandbox.runtime, actor }
}, 90_000)
afterAll(async () => {
  clearInterval(ticking)
  await sandbox.close()
  await rm(folder, { recursive: true })
})

const form = () => ({ submissionId: uuid(sandbox.runtime.random), abn })

async function newCredential(name: string, file: string): Promise<KitCredential> {
  const { clock, random } = sandbox.runtime
  clock.advance(1000)
  const made = await createSandboxCredential({ abn: parseAbn(abn), name, endpoint: sandbox.https })
  const sealed = sealKeystore({
    credentials: [made],
    password: parseKeystorePassword(password),
    random,
    now: clock.now(),
  })
  await writeFile(join(folder, file), sealed)
  return chooseCredential(await openKeystoreFile(join(folder, file), password))
}

/** Ids of the cases that are not ticked, once the traces are written. */
async function open(): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 200))
  const { cases } = await viewChecklist(grace, { abn, productId: product.productId, service: 'usi' })
  return cases.filter(({ tick }) => tick === null).map(({ id }) => id)
}

/** The same way as the browser journey, against the real services, without the pages. */
describe('a vendor, from registration to a verified product', () => {
  it('registers, and has the welcome pack, the kit and a credential at once', async () => {
    await registerDeveloper(grace, {
      ...form(),
      developerKinds: ['IN_HOUSE'],
      givenNames: 'Grace',
      familyName: "O'Connor",
      email: 'grace@example.com',
      phone: '02 5550 7777',
      declaration: 'yes',
    })
    product = await registerProduct(grace, {
      ...form(),
      name: 'Oven Timer',
      productVersion: '1.0',
      hosting: 'SERVER',
      services: ['USI'],
      audience: 'IN_HOUSE',
      declaration: 'yes',
    })
    const { productId } = product
    const { bytes } = await downloadWelcomePack(grace, { abn, productId })
    expect(bytes.length).toBeGreaterThan(5000)
    await applyForUsiKit(grace, { ...form(), productId, purpose: 'Verifies apprentices.', declaration: 'yes' })
    const first = await newCredential(product.code, 'one.xml')
    const { readiness } = await viewProduct(grace, { abn, id: productId })
    expect(readiness.every(({ isMet }) => isMet)).toBe(true)
    expect(await open()).toContain('get-token')

    const { clock } = sandbox.runtime
    const played = await playUsiCases(playableUsiCases, {
      credential: first,
      orgCode: 'VA1804',
      foreignOrgCode: 'VA1803',
      endpoint: sandbox.https,
      clock,
    })
    expect(played.filter(({ isRight }) => !isRight)).toEqual([])
    expect(await open()).toEqual(['bad-password'])
  })

  it('links each tick with a trace that the vendor can read', async () => {
    const { cases } = await viewChecklist(grace, { abn, productId: product.productId, service: 'usi' })
    const ticks = cases.flatMap(({ id, tick }) => (tick?.traceId ? [{ id, traceId: tick.traceId }] : []))
    expect(ticks).toHaveLength(10)
    for (const { traceId } of ticks) {
      const view = await viewProductTrace(grace, { abn, productId: product.productId, traceId })
      expect(view.trace.id).toBe(traceId)
    }
  })

  it('finishes the tests and keeps the report', async () => {
    const { productId } = product
    const finish = { abn, productId, service: 'usi' }
    await expect(finishTests(grace, { ...form(), ...finish })).rejects.toMatchObject({ code: 'dsp.not-ready' })
    const told = 'It said that the password is wrong.'
    await attestCase(grace, { ...form(), ...finish, caseId: 'bad-password', told })
    await finishTests(grace, { ...form(), ...finish })
    expect((await viewProduct(grace, { abn, id: productId })).product.enrolments).toMatchObject([
      { status: 'VERIFIED' },
    ])
    const pdf = await downloadReport(grace, finish, 'pdf')
    expect(Buffer.from(pdf.bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7')
    const { operations } = await viewPerformance(grace, { abn, productId })
    expect(operations.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['Issue', 'VerifyUSI']))
  })
})
