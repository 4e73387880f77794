import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDspWorld, type DspWorld } from '../../../test/support/dsp.ts'
import { abns } from '../../../test/support/ram.ts'
import type { Abn } from '../../core/abn.ts'
import { casesFor } from '../../policy/dsp/cases/index.ts'
import type { UseCaseContext } from '../context.ts'
import type { Trace, TraceFacts } from '../mas/trace/trace.ts'
import { newTraceId } from '../mas/trace/trace-id.ts'
import { viewTrace } from '../mas/view-trace.ts'
import { attestCase } from './conformance/attest-case.ts'
import { finishTests } from './conformance/finish-tests.ts'
import { settleConformance } from './conformance/settle-conformance.ts'
import { viewChecklist } from './conformance/view-checklist.ts'
import { viewPerformance } from './conformance/view-performance.ts'
import { viewProductTrace } from './conformance/view-product-trace.ts'
import { viewReport } from './conformance/view-report.ts'
import { applyForUsiKit } from './products/apply-for-usi-kit.ts'

let world: DspWorld
let owner: UseCaseContext
let stranger: UseCaseContext
beforeAll(async () => {
  world = await createDspWorld('embedded')
  owner = (await world.member(abns.banksia, 'PRINCIPAL_AUTHORITY')).context
  stranger = (await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY')).context
})
afterAll(() => world.runtime.close())

const abn = abns.banksia
let products = 0

async function newProduct(changes: Parameters<DspWorld['product']>[1] = {}) {
  const entered = await world.productOf(abn, owner, { name: `Product ${++products}`, ...changes })
  world.clock.advance(1000)
  return entered
}

const credential = (name: string, facts?: { abn?: Abn; isTest?: boolean }) => world.credential(name, facts)

async function trace(facts: Partial<Trace> & { step?: TraceFacts }): Promise<string> {
  const { step, ...rest } = facts
  const id = newTraceId(world.runtime.random)
  await world.store.trace.create({
    data: {
      id,
      service: 'S007v1.3',
      outcome: 'ACCEPTED',
      durationMicros: 1500,
      ...rest,
      at: new Date(world.clock.now()),
      steps:
        step === undefined ? [] : [{ name: 'authority', outcome: 'passed', sentence: 'Seen.', facts: { ...step } }],
    },
  })
  world.clock.advance(1000)
  return id
}

const token = (credentialId: string, more: Partial<Trace> & { step?: TraceFacts } = {}) =>
  trace({ credentialId, relyingPartyId: 'usi', ...more })
const call = (tokenTraceId: string, more: Partial<Trace> = {}) =>
  trace({ service: 'usi', tokenTraceId, step: { operation: 'VerifyUSI' }, ...more })

async function ticked(productId: string) {
  const { cases, status } = await viewChecklist(owner, { abn, productId, service: 'usi' })
  return { status, ids: cases.filter(({ tick }) => tick !== null).map(({ id }) => id) }
}

describe('the checklist', () => {
  it('stays empty for calls that are not the product’s own', async () => {
    const mine = await newProduct()
    const other = await newProduct()
    const before = await trace({ credentialId: world.newId(), relyingPartyId: 'usi' })
    await call(before)
    await call(await token(await credential('payroll')))
    await call(await token(await credential(other.code)))
    // A credential of another business, made by its people, that bears the code by chance or by design.
    await call(await token(await credential(mine.code, { abn: abns.wattle, isTest: false })))
    expect(await ticked(mine.productId)).toEqual({ status: 'PACK_SENT', ids: [] })
    expect(await ticked(other.productId)).toEqual({ status: 'TESTING', ids: ['get-token', 'use-token'] })
  })

  it('stays empty for calls before the product was registered', async () => {
    const { productId, code } = await newProduct()
    const id = await credential(code)
    const early = await token(id)
    await world.store.trace.update({ where: { id: early }, data: { at: new Date('2026-01-01') } })
    expect(await ticked(productId)).toEqual({ status: 'PACK_SENT', ids: [] })
  })

  it('tells one case from another', async () => {
    const { productId, code } = await newProduct()
    const id = await credential(`${code}-a`)
    await token(id, { relyingPartyId: 'sbr' })
    expect((await ticked(productId)).ids).toEqual([])
    await token(id, { outcome: 'REFUSED', errorCode: 'mas.message-expired' })
    expect((await ticked(productId)).ids).toEqual([])
    const first = await token(id)
    expect((await ticked(productId)).ids).toEqual(['get-token'])
    await call(first, { outcome: 'REFUSED', errorCode: 'usi.proof-signature' })
    expect((await ticked(productId)).ids).toEqual(['get-token'])
    await call(first, { step: { operation: 'GetCountries' } } as never)
    expect((await ticked(productId)).ids).toEqual(['get-token'])
    await call(first)
    expect((await ticked(productId)).ids).toEqual(['get-token', 'use-token', 'keep-token'])
  })

  it.each([
    ['bad-request', 'usi.request-invalid'],
    ['foreign-organisation', 'usi.organisation-not-yours'],
    ['expired', 'saml.expired'],
    ['expired', 'usi.message-expired'],
  ] as const)('ticks %s for a call refused with %s', async (caseId, errorCode) => {
    const { productId, code } = await newProduct()
    await call(await token(await credential(code)), { outcome: 'REFUSED', errorCode })
    expect((await ticked(productId)).ids).toEqual(['get-token', caseId])
  })

  it.each([
    ['unknown-address', 'mas.relying-party-unknown'],
    ['revoked', 'mas.credential-revoked'],
  ] as const)('ticks %s for a token refused with %s', async (caseId, errorCode) => {
    const { productId, code } = await newProduct()
    const id = await token(await credential(code), { outcome: 'REFUSED', errorCode, relyingPartyId: undefined })
    const { cases } = await viewChecklist(owner, { abn, productId, service: 'usi' })
    expect(cases.filter(({ tick }) => tick !== null)).toMatchObject([{ id: caseId, tick: { traceId: id } }])
  })

  it('ticks a token for another service only where the service refused it', async () => {
    const { productId, code } = await newProduct()
    const id = await credential(code)
    const foreign = await token(id, { relyingPartyId: 'sbr' })
    await call(await token(id), { outcome: 'REFUSED', errorCode: 'xmlenc.cannot-decrypt' })
    expect((await ticked(productId)).ids).not.toContain('wrong-audience')
    await call(foreign, { outcome: 'REFUSED', errorCode: 'xmlenc.cannot-decrypt' })
    expect((await ticked(productId)).ids).toContain('wrong-audience')
  })

  it('ticks the changeover only for a second credential of the same name, used after the first', async () => {
    const { productId, code } = await newProduct()
    const first = await credential(code)
    const second = await credential(code)
    await token(second)
    expect((await ticked(productId)).ids).toEqual(['get-token'])
    await token(first)
    expect((await ticked(productId)).ids).not.toContain('renewal')
    await token(await credential(`${code}-other`))
    expect((await ticked(productId)).ids).not.toContain('renewal')
    await token(second)
    expect((await ticked(productId)).ids).toContain('renewal')
  })

  it('tells the cases of SBR2 apart by what the trace says', async () => {
    const { productId, code } = await newProduct({ services: ['SBR2', 'SBR1'] })
    const sbr = await token(await credential(code), { relyingPartyId: 'sbr' })
    const message = async (step: TraceFacts, more: Partial<Trace> = {}) => {
      await trace({ service: 'sbr2', tokenTraceId: sbr, step, ...more })
      const { cases } = await viewChecklist(owner, { abn, productId, service: 'sbr2' })
      return cases.filter(({ tick }) => tick !== null).map(({ id }) => id)
    }
    const first = await message({ documents: 1, compressed: 0, records: 1 })
    expect(first).toEqual(['get-token'])
    await world.store.trace.deleteMany({ where: { service: 'sbr2' } })
    expect(await message({ documents: 2, compressed: 1 })).toEqual(['get-token', 'gzip'])
    await world.store.trace.deleteMany({ where: { service: 'sbr2' } })
    // A word is no number, and a refused message was not taken.
    expect(await message({ records: 'many' })).not.toContain('bulk-push')
    await world.store.trace.deleteMany({ where: { service: 'sbr2' } })
    expect(await message({ records: 2 }, { outcome: 'REFUSED', errorCode: 'as4.part-mismatch' })).not.toContain(
      'bulk-push',
    )
    expect(await message({ records: 2 })).toContain('bulk-push')
    await world.store.trace.deleteMany({ where: { service: 'sbr2' } })
    expect(await message({ exchange: 'receipt', proof: 'incomplete' })).not.toContain('receipt-sent')
    expect(await message({ exchange: 'receipt', proof: 'complete' })).toContain('receipt-sent')
    const { cases } = await viewChecklist(owner, { abn, productId, service: 'sbr1' })
    expect(cases.filter(({ tick }) => tick !== null).map(({ id }) => id)).toEqual(['get-token'])
  })

  it('counts no call that met a fault on demand', async () => {
    const { productId, code } = await newProduct()
    const id = await credential(code)
    const injected = {
      steps: [{ name: 'injected', outcome: 'noted', sentence: 'A fault was put in.', facts: { injected: true } }],
    }
    const met = async (traceId: string) => await world.store.trace.update({ where: { id: traceId }, data: injected })
    await met(await token(id, { outcome: 'REFUSED', errorCode: 'mas.credential-revoked' }))
    await met(await token(id, { outcome: 'REFUSED', errorCode: 'mas.relying-party-unknown' }))
    expect(await ticked(productId)).toEqual({ status: 'PACK_SENT', ids: [] })
    const good = await token(id)
    await met(await call(good, { outcome: 'REFUSED', errorCode: 'usi.message-expired' }))
    await met(await call(good))
    await met(await call(good))
    await met(
      await call(await token(id, { relyingPartyId: 'sbr' }), { outcome: 'REFUSED', errorCode: 'usi.request-invalid' }),
    )
    expect((await ticked(productId)).ids).toEqual(['get-token'])
    const second = await credential(code)
    await world.store.trace.updateMany({ where: { credentialId: id }, data: injected })
    await token(second)
    expect((await ticked(productId)).ids).toEqual(['get-token'])
  })

  it('asks cloud products for more', async () => {
    const { productId, code } = await newProduct({ hosting: 'CLOUD' })
    const id = await credential(code)
    await token(id, { step: { credential: 'plain' } })
    expect((await ticked(productId)).ids).toEqual(['get-token'])
    await token(id, { step: { softwareId: '0000123400', client: abns.ironbark } })
    await token(id, { outcome: 'REFUSED', errorCode: 'mas.act-as-not-notified' })
    expect((await ticked(productId)).ids).toEqual(['get-token', 'cloud-acts-for-client', 'cloud-not-notified'])
    expect(casesFor('USI', 'DESKTOP').map((one) => one.id)).not.toContain('cloud-acts-for-client')
  })

  it('is of one’s own product only, and of an environment that it entered', async () => {
    const { productId } = await newProduct()
    await expect(viewChecklist(stranger, { abn, productId, service: 'usi' })).rejects.toMatchObject({
      code: 'ram.no-authorisation',
    })
    await expect(viewChecklist(owner, { abn, productId, service: 'sbr2' })).rejects.toMatchObject({
      code: 'common.not-found',
    })
    await expect(viewChecklist(owner, { abn, productId, service: 'x' })).rejects.toMatchObject({
      code: 'common.invalid-input',
    })
  })
})

describe('the page of a call', () => {
  it('has every fact for whoever may see the product, also without a right to the credentials of the business', async () => {
    const { productId, code } = await newProduct()
    const id = await token(await credential(code), { step: { appliesTo: 'https://usi.example' }, abn })
    const { context: tester, id: authorisationId } = await world.member(abn, 'AUTHORISED_USER')
    await expect(viewProductTrace(tester, { abn, productId, traceId: id })).rejects.toMatchObject({
      code: 'dsp.no-access',
    })
    await world.store.authorisationAccess.create({
      data: { authorisationId, agencyId: 'ato', level: 'FULL', serviceIds: [] },
    })
    const { trace: seen } = await viewProductTrace(tester, { abn, productId, traceId: id })
    expect(seen.steps).toMatchObject([
      { facts: [{ name: 'appliesTo', side: 'message', value: 'https://usi.example' }] },
    ])
    await expect(viewTrace(tester, { abn, id })).rejects.toMatchObject({ code: 'ram.role-too-low' })
    expect((await viewTrace(owner, { abn, id })).steps).toEqual(seen.steps)
    await expect(viewProductTrace(stranger, { abn, productId, traceId: id })).rejects.toMatchObject({
      code: 'ram.no-authorisation',
    })
    const other = await token(await credential('payroll'))
    await expect(viewProductTrace(owner, { abn, productId, traceId: other })).rejects.toMatchObject({
      code: 'common.not-found',
    })
  })
})

const attestation = (productId: string, changes: object = {}) => ({
  submissionId: world.newId(),
  abn,
  productId,
  service: 'usi',
  caseId: 'bad-password',
  told: 'It said: the password is wrong.',
  ...changes,
})

describe('a case that nobody can see', () => {
  it('is told by a person, and no other case is', async () => {
    const { productId } = await newProduct()
    await expect(attestCase(owner, attestation(productId, { caseId: 'get-token' }))).rejects.toMatchObject({
      code: 'dsp.not-for-attestation',
    })
    await expect(attestCase(owner, attestation(productId, { caseId: 'nothing' }))).rejects.toMatchObject({
      code: 'common.not-found',
    })
    await expect(attestCase(owner, attestation(productId, { told: 'ok' }))).rejects.toMatchObject({
      code: 'common.invalid-input',
    })
    await expect(attestCase(stranger, attestation(productId))).rejects.toMatchObject({ code: 'ram.no-authorisation' })
    await attestCase(owner, attestation(productId))
    const { cases, status } = await viewChecklist(owner, { abn, productId, service: 'usi' })
    expect(cases.find(({ id }) => id === 'bad-password')?.tick).toMatchObject({
      attestedBy: expect.stringContaining('Pat'),
      traceId: null,
    })
    expect(status).toBe('PACK_SENT')
  })
})

describe('finishing the tests', () => {
  const finish = (productId: string) => ({ submissionId: world.newId(), abn, productId, service: 'usi' })

  it('is refused with what is missing', async () => {
    const { productId } = await newProduct()
    const failure = await finishTests(owner, finish(productId)).catch((error) => error)
    expect(failure.code).toBe('dsp.not-ready')
    expect(failure.details.missing).toContain('USI developer kit')
    expect(failure.details.missing).toContain('Get a token')
    await expect(finishTests(stranger, finish(productId))).rejects.toMatchObject({ code: 'ram.no-authorisation' })
    await expect(viewReport(owner, { abn, productId, service: 'usi' })).rejects.toMatchObject({
      code: 'dsp.report-not-there',
    })
  })

  it('verifies the product once, writes the report and tells everybody', async () => {
    const { productId, code } = await newProduct({ name: 'Finished' })
    await passAllBut(productId, code, 'bad-password')
    expect((await ticked(productId)).status).toBe('TESTING')
    await attestCase(owner, attestation(productId))
    expect((await ticked(productId)).status).toBe('TESTED')
    expect(await world.newestMail('priya@example.com', 'dsp-all-cases-passed')).not.toBeNull()
    await expect(finishTests(owner, finish(productId))).rejects.toMatchObject({ code: 'dsp.not-ready' })
    // A newer checklist has a case more: it is still ticked by the calls of before, and by a person.
    for (const caseId of ['expired', 'bad-password'])
      await world.store.dspTick.deleteMany({ where: { productId, caseId } })
    expect(await ticked(productId)).toMatchObject({ status: 'TESTED', ids: expect.arrayContaining(['expired']) })
    await attestCase(owner, attestation(productId))
    await world.store.dspProduct.update({
      where: { id: productId },
      data: { packDownloadedAt: new Date(world.clock.now()) },
    })
    const kit = {
      submissionId: world.newId(),
      abn,
      productId,
      purpose: 'Verifies students.',
      declaration: 'yes' as const,
    }
    await applyForUsiKit(owner, kit)
    const form = finish(productId)
    expect(await finishTests(owner, form)).toEqual({ productId })
    expect(await finishTests(owner, form)).toEqual({ productId })
    await expect(finishTests(owner, finish(productId))).rejects.toMatchObject({ code: 'dsp.status-forbids' })
    const { report } = await viewReport(owner, { abn, productId, service: 'usi' })
    const text = JSON.stringify(report)
    for (const part of ['Finished 1.0', 'Verify', 'the password is wrong', 'VerifyUSI', 'Banksia Cloud Software']) {
      expect(text).toContain(part)
    }
    expect(await world.newestMail('priya@example.com', 'dsp-verified')).not.toBeNull()
    expect(await world.store.historyEntry.count({ where: { abn, act: 'dsp-product-verified' } })).toBe(1)
    await expect(viewReport(stranger, { abn, productId, service: 'usi' })).rejects.toMatchObject({
      code: 'ram.no-authorisation',
    })
  })

  async function passAllBut(productId: string, code: string, but: string) {
    const id = await credential(code)
    const first = await token(id)
    await call(first)
    await call(first)
    for (const errorCode of ['usi.request-invalid', 'usi.organisation-not-yours', 'usi.message-expired'] as const) {
      await call(first, { outcome: 'REFUSED', errorCode })
    }
    await call(await token(id, { relyingPartyId: 'sbr' }), { outcome: 'REFUSED', errorCode: 'xmlenc.cannot-decrypt' })
    await token(id, { outcome: 'REFUSED', errorCode: 'mas.relying-party-unknown' })
    await token(await credential(`${code}-old`), { outcome: 'REFUSED', errorCode: 'mas.credential-revoked' })
    await token(await credential(code))
    // Nobody looks: the house ticks by itself.
    expect(await settleConformance(world.runtime)).toBeGreaterThan(0)
    const { ids } = await ticked(productId)
    expect(
      casesFor('USI', 'SERVER')
        .filter((one) => !ids.includes(one.id))
        .map((one) => one.id),
    ).toEqual([but])
  }
})

describe('the performance view', () => {
  it('counts the product’s own calls for each operation, with durations', async () => {
    const { productId, code } = await newProduct()
    expect((await viewPerformance(owner, { abn, productId })).operations).toEqual([])
    const first = await token(await credential(code))
    for (const ms of [1, 2, 3, 4, 100]) await call(first, { durationMicros: ms * 1000 })
    await call(first, { outcome: 'REFUSED', errorCode: 'usi.request-invalid', durationMicros: 1000 })
    const { operations } = await viewPerformance(owner, { abn, productId })
    expect(operations).toMatchObject([
      { service: 'S007v1.3', operation: 'Issue', calls: 1, refused: 0 },
      { service: 'usi', operation: 'VerifyUSI', calls: 6, refused: 1, p50: 2.5, slowest: 100 },
    ])
    expect(operations[1]?.p95).toBeCloseTo(76)
    await expect(viewPerformance(stranger, { abn, productId })).rejects.toMatchObject({ code: 'ram.no-authorisation' })
  })
})
