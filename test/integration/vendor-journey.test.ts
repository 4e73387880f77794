import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { attestCase } from '../../lib/domain/dsp/conformance/attest-case.ts'
import { downloadReport } from '../../lib/domain/dsp/conformance/download-report.ts'
import { finishTests } from '../../lib/domain/dsp/conformance/finish-tests.ts'
import { viewChecklist } from '../../lib/domain/dsp/conformance/view-checklist.ts'
import { viewPerformance } from '../../lib/domain/dsp/conformance/view-performance.ts'
import { viewProductTrace } from '../../lib/domain/dsp/conformance/view-product-trace.ts'
import { downloadWelcomePack } from '../../lib/domain/dsp/pack/download-welcome-pack.ts'
import { applyForUsiKit } from '../../lib/domain/dsp/products/apply-for-usi-kit.ts'
import { viewProduct } from '../../lib/domain/dsp/products/view-product.ts'
import { playableUsiCases, playUsiCases } from '../../lib/kit/index.ts'
import { credentialInFile } from '../support/kit-credential.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox-harness.ts'
import { openVendor, type Vendor } from '../support/vendor.ts'

const abn = '96312011219'

let sandbox: TestSandbox
let folder: string
let vendor: Vendor
let grace: UseCaseContext
let product = { productId: '', code: '' }
let ticking: NodeJS.Timeout | undefined
beforeAll(async () => {
  sandbox = await startTestSandbox()
  // One credential has to come after another one.
  ticking = setInterval(() => sandbox.runtime.clock.advance(5), 5)
  folder = await mkdtemp(join(tmpdir(), 'mandate-vendor-'))
  vendor = await openVendor(sandbox, abn)
  grace = vendor.context
}, 90_000)
afterAll(async () => {
  clearInterval(ticking)
  await sandbox.close()
  await rm(folder, { recursive: true })
})

/** Ids of the cases that are not ticked. */
const open = async () => (await vendor.checklist(product.productId, 'usi')).open

/** The same way as the browser journey, against the real services, without the pages. */
describe('a vendor, from registration to a verified product', () => {
  it('registers, and has the welcome pack, the kit and a credential at once', async () => {
    await vendor.register()
    product = await vendor.newProduct('Oven Timer', ['USI'])
    const { productId } = product
    const { bytes } = await downloadWelcomePack(grace, { abn, productId })
    expect(bytes.length).toBeGreaterThan(5000)
    await applyForUsiKit(grace, { ...vendor.form(), productId, purpose: 'Verifies apprentices.', declaration: 'yes' })
    const first = await credentialInFile(sandbox, folder, { abn, name: product.code })
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
    await expect(finishTests(grace, { ...vendor.form(), ...finish })).rejects.toMatchObject({ code: 'dsp.not-ready' })
    const told = 'It said that the password is wrong.'
    await attestCase(grace, { ...vendor.form(), ...finish, caseId: 'bad-password', told })
    await finishTests(grace, { ...vendor.form(), ...finish })
    expect((await viewProduct(grace, { abn, id: productId })).product.enrolments).toMatchObject([
      { status: 'VERIFIED' },
    ])
    const pdf = await downloadReport(grace, finish, 'pdf')
    expect(Buffer.from(pdf.bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7')
    const { operations } = await viewPerformance(grace, { abn, productId })
    expect(operations.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['Issue', 'VerifyUSI']))
  })
})
