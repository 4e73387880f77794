import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDspWorld, type DspWorld } from '../../../test/support/dsp.ts'
import { abns } from '../../../test/support/ram.ts'
import { systemRandom } from '../../core/random.ts'
import type { UseCaseContext } from '../context.ts'
import { newTraceId } from '../mas/trace/trace-id.ts'
import { receiveMail } from './products/receive-mail.ts'
import { actOnRequest } from './support/act-on-request.ts'
import { answerRequest } from './support/answer-request.ts'
import { listDeskRequests } from './support/list-desk-requests.ts'
import { listRequests } from './support/list-requests.ts'
import { type OpenRequestInput, openRequest } from './support/open-request.ts'
import { prepareRequest } from './support/prepare-request.ts'
import { viewDeskRequest } from './support/view-desk-request.ts'
import { viewRequest } from './support/view-request.ts'

let world: DspWorld
let owner: UseCaseContext
let colleague: UseCaseContext
let stranger: UseCaseContext
let desk: UseCaseContext
const abn = abns.banksia

beforeEach(() => world.clock.advance(1000))
beforeAll(async () => {
  world = await createDspWorld('embedded')
  owner = (await world.member(abn, 'PRINCIPAL_AUTHORITY', { email: 'owner@example.com' })).context
  const user = await world.member(abn, 'BASIC_USER', { strength: 'BASIC', email: 'colleague@example.com' })
  colleague = user.context
  await world.store.authorisationAccess.create({
    data: { authorisationId: user.id, agencyId: 'ato', level: 'FULL', serviceIds: [] },
  })
  stranger = (await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY')).context
  await world.productOf(abn, owner)
  await world.productOf(abns.wattle, stranger, { name: 'Other' })
  desk = await world.person('Dana', 'Kelly')
  await world.store.person.update({
    where: { id: desk.actor.personId },
    data: { isOperator: true, email: 'desk@example.com' },
  })
})
afterAll(() => world.runtime.close())

const ask = (changes: Partial<OpenRequestInput> = {}): OpenRequestInput => ({
  submissionId: world.newId(),
  abn,
  kind: 'QUESTION',
  topic: 'm2m',
  subject: 'Why is it so?',
  text: 'I would like to know why it is so.',
  isPrivate: 'no',
  ...changes,
})
const act = (id: string, event: string, version = 1, text = 'Because I say so, and more.') =>
  ({ submissionId: world.newId(), abn, id, version, event, text }) as Parameters<typeof actOnRequest>[1]
const answer = (id: string, event: 'answer' | 'resolve', version = 1) => ({
  submissionId: world.newId(),
  id,
  version,
  event,
  text: 'This is how it works.',
})

describe('asking the desk', () => {
  it('is for those whom RAM lets in, a Basic identity too', async () => {
    await expect(openRequest(stranger, ask())).rejects.toMatchObject({ code: 'ram.no-authorisation' })
    const form = ask()
    const opened = await openRequest(colleague, form)
    expect(await openRequest(colleague, form)).toEqual(opened)
    expect((await world.newestMail('colleague@example.com', 'dsp-request-opened'))?.subject).toContain(opened.reference)
    expect((await world.newestMail('desk@example.com', 'dsp-desk-open'))?.text).toContain('why it is so')
  })

  it.each([
    ['subject', { subject: '' }],
    ['text', { text: 'short' }],
    ['topic', { topic: 'weather' as 'ram' }],
    ['isPrivate', { isPrivate: '' as 'no' }],
    ['severity', { kind: 'INCIDENT' as const }],
  ])('names %s as wrong', async (field, changes) => {
    await expect(openRequest(owner, ask(changes))).rejects.toMatchObject({ fields: { [field]: expect.any(String) } })
  })

  it('links only what is one’s own', async () => {
    const incident = { kind: 'INCIDENT', severity: 'HIGH' } as const
    await expect(openRequest(owner, ask({ ...incident, credentialId: world.newId() }))).rejects.toMatchObject({
      code: 'dsp.credential-not-yours',
    })
    const [foreign] = await world.store.dspProduct.findMany({ where: { abn: abns.wattle } })
    await expect(openRequest(owner, ask({ productId: foreign?.id }))).rejects.toMatchObject({
      code: 'common.not-found',
    })
    await expect(openRequest(owner, ask({ traces: 'nonsense' }))).rejects.toMatchObject({ code: 'dsp.trace-not-yours' })
    const theirs = await trace(abns.wattle)
    const mine = await trace(abn)
    await expect(openRequest(owner, ask({ traces: `${mine} ${theirs}` }))).rejects.toMatchObject({
      code: 'dsp.trace-not-yours',
      details: { trace: theirs },
    })
    const { id } = await openRequest(owner, ask({ ...incident, traces: mine }))
    expect((await viewDeskRequest(desk, { id })).traces).toMatchObject([{ id: mine }])
  })

  it('offers the organisation’s credentials only to those who see them in RAM', async () => {
    await world.credential('payroll', { isTest: false })
    expect((await prepareRequest(owner, { abn })).credentials).toMatchObject([{ name: 'payroll' }])
    expect((await prepareRequest(colleague, { abn })).credentials).toEqual([])
  })
})

describe('private requests', () => {
  it('are seen by their author and the administrators, and no others', async () => {
    const { id } = await openRequest(owner, ask({ isPrivate: 'yes', subject: 'Between us' }))
    expect((await viewRequest(owner, { abn, id })).request.subject).toBe('Between us')
    await expect(viewRequest(colleague, { abn, id })).rejects.toMatchObject({ code: 'common.not-found' })
    await expect(actOnRequest(colleague, act(id, 'reply'))).rejects.toMatchObject({ code: 'common.not-found' })
    expect((await listRequests(colleague, { abn, search: 'Between' })).rows).toEqual([])
    const own = await openRequest(colleague, ask({ isPrivate: 'yes', subject: 'Only mine' }))
    expect((await listRequests(colleague, { abn, search: own.reference })).rows).toHaveLength(1)
    expect((await viewRequest(owner, { abn, id: own.id })).request.isPrivate).toBe(true)
  })

  it('of another organisation are not there', async () => {
    const { id } = await openRequest(owner, ask())
    await expect(viewRequest(stranger, { abn: abns.wattle, id })).rejects.toMatchObject({ code: 'common.not-found' })
    await expect(viewRequest(stranger, { abn, id })).rejects.toMatchObject({ code: 'ram.no-authorisation' })
  })
})

describe('the desk', () => {
  it('is there for operators only, with a Strong identity', async () => {
    const { id } = await openRequest(owner, ask())
    await expect(listDeskRequests(owner, {})).rejects.toMatchObject({ code: 'common.not-found' })
    await expect(viewDeskRequest(owner, { id })).rejects.toMatchObject({ code: 'common.not-found' })
    await expect(answerRequest(owner, answer(id, 'answer'))).rejects.toMatchObject({ code: 'common.not-found' })
    const weak = { ...desk, actor: { ...desk.actor, strength: 'STANDARD' as const } }
    await expect(listDeskRequests(weak, {})).rejects.toMatchObject({ code: 'ram.identity-too-weak' })
    await expect(answerRequest(desk, answer(world.newId(), 'answer'))).rejects.toMatchObject({
      code: 'common.not-found',
    })
  })

  it('answers, hears back, resolves, and is opened again, with mails both ways', async () => {
    const { id } = await openRequest(owner, ask({ subject: 'To and fro' }))
    await expect(answerRequest(desk, answer(id, 'answer', 5))).rejects.toMatchObject({
      code: 'common.changed-meanwhile',
    })
    const first = answer(id, 'answer')
    world.clock.advance(1000)
    expect(await answerRequest(desk, first)).toEqual({ id, status: 'ANSWERED' })
    expect(await answerRequest(desk, first)).toEqual({ id, status: 'ANSWERED' })
    expect((await world.newestMail('owner@example.com', 'dsp-request-answered'))?.text).toContain(
      'This is how it works.',
    )
    await expect(actOnRequest(owner, act(id, 'reply', 2, ''))).rejects.toMatchObject({
      fields: { text: 'Write your message.' },
    })
    world.clock.advance(1000)
    expect(await actOnRequest(owner, act(id, 'reply', 2))).toEqual({ id, status: 'OPEN' })
    expect((await world.newestMail('desk@example.com', 'dsp-desk-reply'))?.subject).toContain('To and fro')
    world.clock.advance(1000)
    await answerRequest(desk, answer(id, 'resolve', 3))
    world.clock.advance(1000)
    await expect(answerRequest(desk, answer(id, 'answer', 4))).rejects.toMatchObject({ code: 'dsp.request-over' })
    await expect(actOnRequest(owner, act(id, 'withdraw', 4))).rejects.toMatchObject({ code: 'dsp.request-over' })
    await actOnRequest(owner, act(id, 'reopen', 4))
    const { request } = await viewRequest(owner, { abn, id })
    expect(request.status).toBe('OPEN')
    expect(request.messages.map(({ fromDesk }) => fromDesk)).toEqual([false, true, false, true, false])
    await actOnRequest(owner, act(id, 'withdraw', 5, ''))
    await expect(actOnRequest(owner, act(id, 'reopen', 6))).rejects.toMatchObject({ code: 'dsp.request-over' })
  })

  it('sees an escalated incident before all others; once, and only incidents', async () => {
    const question = await openRequest(owner, ask())
    await expect(actOnRequest(owner, act(question.id, 'escalate'))).rejects.toMatchObject({ code: 'dsp.request-over' })
    const { id } = await openRequest(owner, ask({ kind: 'INCIDENT', severity: 'HIGH', subject: 'It burns' }))
    await actOnRequest(owner, act(id, 'escalate'))
    await expect(actOnRequest(owner, act(id, 'escalate', 2))).rejects.toMatchObject({ code: 'dsp.request-over' })
    const { rows } = await listDeskRequests(desk, {})
    expect(rows[0]).toMatchObject({ id, severity: 'CRITICAL', isLate: false })
    world.clock.advance(2 * 3_600_000)
    expect((await listDeskRequests(desk, {})).rows[0]).toMatchObject({ id, isLate: true })
  })
})

describe('a mail', () => {
  const mail = (subject: string, text: string) => ({ submissionId: world.newId(), abn, subject, text })
  const heading = 'Re: Register for M2M-testing in EVTE'
  const whole = 'Environment: USI and SBR2\nProduct: By Mail\nVersion: 3\nRuns as: cloud\nFor: in-house'

  it('with the heading and the environment ends in the same request as the form', async () => {
    const { productId, requestId } = await receiveMail(owner, mail(heading, whole))
    const product = await world.store.dspProduct.findUnique({
      where: { id: productId ?? '' },
      include: { enrolments: { orderBy: { service: 'asc' } } },
    })
    expect(product).toMatchObject({
      name: 'By Mail',
      productVersion: '3',
      hosting: 'CLOUD',
      audience: 'IN_HOUSE',
      channel: 'MAIL',
    })
    expect(product?.enrolments).toMatchObject([
      { service: 'SBR2', status: 'PACK_SENT' },
      { service: 'USI', status: 'PACK_SENT' },
    ])
    expect(await world.store.dspRequest.findUnique({ where: { id: requestId } })).toMatchObject({
      kind: 'PRODUCT_REGISTRATION',
      status: 'RESOLVED',
    })
    await expect(receiveMail(owner, mail(heading, whole))).rejects.toMatchObject({ code: 'dsp.product-exists' })
  })

  it.each([
    ['Version', whole.replace(/Version.*\n/, '')],
    ['Environment', whole.replace('USI and SBR2', 'all of them')],
    ['Runs as', whole.replace('cloud', 'Desktop, Server or Cloud')],
    ['Product', 'Please let us into EVTE. Thank you.'],
  ])('that leaves out %s is told so', async (missing, text) => {
    const failure = await receiveMail(owner, mail(heading, text)).catch((error) => error)
    expect(failure.code).toBe('common.invalid-input')
    expect(failure.fields.text).toContain(missing)
  })

  it('with another heading is a question, and registers nothing', async () => {
    const before = await world.store.dspProduct.count()
    const { productId, requestId } = await receiveMail(colleague, mail('Hello there', whole))
    expect(productId).toBeNull()
    expect((await viewRequest(colleague, { abn, id: requestId })).request.kind).toBe('QUESTION')
    expect(await world.store.dspProduct.count()).toBe(before)
  })

  it('of somebody who may not register registers nothing', async () => {
    await expect(receiveMail(colleague, mail(heading, whole))).rejects.toMatchObject({ code: 'dsp.identity-too-weak' })
    await expect(receiveMail(stranger, mail(heading, whole))).rejects.toMatchObject({ code: 'ram.no-authorisation' })
  })
})

async function trace(of: string): Promise<string> {
  const id = newTraceId(systemRandom)
  await world.store.trace.create({
    data: {
      id,
      at: new Date(world.clock.now()),
      service: 'usi',
      outcome: 'REFUSED',
      errorCode: 'usi.proof-signature',
      abn: of,
      durationMicros: 10,
      steps: [],
    },
  })
  return id
}
