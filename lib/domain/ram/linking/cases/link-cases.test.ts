import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abns, createRamWorld, type RamWorld } from '../../../../../test/support/ram.ts'
import { day } from '../../../../core/clock.ts'
import { linkingRoute } from '../../../../policy/linking.ts'
import type { UseCaseContext } from '../../../context.ts'
import { acceptAuthorisation } from '../../authorisations/requests/accept-authorisation.ts'
import { askForNewCode } from '../../authorisations/requests/ask-for-new-code.ts'
import { viewBusiness } from '../../businesses/view-business.ts'
import { sendEmailCode } from '../../people/emails/send-email-code.ts'
import { verifyEmailCode } from '../../people/emails/verify-email-code.ts'
import { checkLinkingRoute } from '../check-linking-route.ts'
import { checkCaseBusinesses } from './check-case-businesses.ts'
import { decideLinkCase } from './decide-link-case.ts'
import { listLinkCases } from './list-link-cases.ts'
import { listMyLinkCases } from './list-my-link-cases.ts'
import { type OpenLinkCaseInput, openLinkCase } from './open-link-case.ts'
import { openLinkCases } from './open-link-cases.ts'
import { reissueLinkCode } from './reissue-link-code.ts'
import { viewLinkCase } from './view-link-case.ts'
import { withdrawLinkCase } from './withdraw-link-case.ts'

let world: RamWorld
let operator: UseCaseContext
beforeAll(async () => {
  world = await createRamWorld('embedded')
  operator = await world.person('Dana', 'Kelly')
  await world.store.person.update({ where: { id: operator.actor.personId }, data: { isOperator: true } })
})
afterAll(() => world.runtime.close())

const form = async (context: UseCaseContext, changes: Partial<OpenLinkCaseInput> = {}): Promise<OpenLinkCaseInput> => {
  await world.store.emailCode.deleteMany()
  const email = `${context.actor.familyName.toLowerCase()}@example.com`
  const { emailCodeId } = await sendEmailCode(context, { email, purpose: 'LINK_BUSINESS' })
  await verifyEmailCode(context, { emailCodeId, code: await world.mailedDigits(emailCodeId) })
  return {
    submissionId: world.newId(),
    abn: abns.trust,
    capacity: 'trustee-director',
    evidence: [{ kind: 'trust-deed', reference: 'Deed of 3 May 2011', note: 'Clause 4 names the trustee' }],
    emailCodeId,
    declaration: 'yes',
    ...changes,
  }
}
const decide = (id: string, decision: 'approve' | 'decline', version = 1, context = operator) =>
  decideLinkCase(context, { submissionId: world.newId(), id, version, decision, reason: 'ASIC and the deed agree.' })

describe('assisted linking', () => {
  it('leads from evidence through a decision and a code to a principal authority for twelve months', async () => {
    const amelia = await world.person('Amelia', 'Rossi', { strength: 'STANDARD' })
    const input = await form(amelia)
    const opened = await openLinkCase(amelia, input)
    expect(await openLinkCase(amelia, input)).toEqual(opened)
    const queue = await listLinkCases(operator, { search: 'rossi trust' })
    expect(queue.rows).toMatchObject([
      { id: opened.id, capacityLabel: expect.stringContaining('trustee'), strength: 'STANDARD' },
    ])
    expect(await viewLinkCase(operator, { id: opened.id })).toMatchObject({
      actions: ['decide'],
      register: { name: 'Rossi Family Trust', hasIndividualAssociates: false },
    })
    expect(await decide(opened.id, 'approve')).toEqual({ id: opened.id, status: 'APPROVED' })
    const code = await world.mailedCode('rossi@example.com')
    const namesake = await world.person('Amelia', 'Rossi')
    const accept = (context: UseCaseContext, good = code) =>
      acceptAuthorisation(context, { submissionId: world.newId(), code: good, declaration: 'yes', consent: 'yes' })
    await expect(accept(namesake)).rejects.toMatchObject({ code: 'ram.code-wrong' })
    expect(await accept(amelia)).toMatchObject({ typeLabel: 'Indirect associate', status: 'ACTIVE' })
    const view = await viewBusiness(amelia, { abn: abns.trust })
    expect(view.mine).toMatchObject({ endDate: '2027-03-01', actions: ['view', 'remove', 'change-email'] })
    expect(view.may['create-authorisation']).toBe(true)
    world.clock.advance(330 * day)
    expect((await viewBusiness(amelia, { abn: abns.trust })).mine.actions).toContain('renew')
    world.clock.advance(-330 * day)
  })

  it('is declined with reasons, and can be asked for again', async () => {
    const una = await world.person('Una', 'Declined')
    const { id } = await openLinkCase(una, await form(una))
    await decide(id, 'decline')
    expect((await world.newestMail('declined@example.com', 'link-case-declined'))?.text).toContain(
      'ASIC and the deed agree.',
    )
    expect(await listMyLinkCases(una)).toMatchObject([{ status: 'DECLINED', decidedByName: 'Dana Kelly' }])
    await openLinkCase(una, await form(una))
    await expect(openLinkCase(una, await form(una))).rejects.toMatchObject({ code: 'ram.case-open' })
  })

  it('lets an operator send a new code when the first one lapsed', async () => {
    const lou = await world.person('Lou', 'Late')
    const { id } = await openLinkCase(lou, await form(lou))
    await decide(id, 'approve')
    const first = await world.mailedCode('late@example.com')
    world.clock.advance(8 * day)
    const waiting = async () =>
      (await listLinkCases(operator, { status: ['APPROVED'], codeAskedFor: true })).rows.map((row) => row.id)
    expect(await waiting()).toEqual([])
    await askForNewCode(lou, { submissionId: world.newId(), code: first })
    expect(await waiting()).toEqual([id])
    expect((await viewLinkCase(operator, { id })).authorisation).toMatchObject({
      statusLabel: 'Inactive - Code expired',
      newCodeAskedAt: expect.any(String),
    })
    await reissueLinkCode(operator, { submissionId: world.newId(), id })
    expect(await waiting()).toEqual([])
    const code = await world.mailedCode('late@example.com')
    await acceptAuthorisation(lou, { submissionId: world.newId(), code, declaration: 'yes', consent: 'yes' })
    const again = reissueLinkCode(operator, { submissionId: world.newId(), id })
    await expect(again).rejects.toMatchObject({ code: 'ram.status-forbids' })
  })

  it('can be asked for many businesses at once, each with its own case and answer', async () => {
    const una = await world.person('Mina', 'Many')
    const { abn: _, ...same } = await form(una)
    const list = `${abns.trust}\n${abns.cancelled}, 11 111 111 111\n51824753556`
    await expect(checkCaseBusinesses(una, { abns: list })).rejects.toMatchObject({
      fields: { abns: expect.stringMatching(/49 601 000 006 is cancelled.*not a valid ABN.*51 824 753 556/) },
    })
    const input = { ...same, abns: [abns.trust, abns.saltbush, abns.cancelled, abns.trust] }
    const { opened, failed } = await openLinkCases(una, input)
    expect(opened.map(({ businessName }) => businessName)).toEqual(['Rossi Family Trust', 'Saltbush Catering'])
    expect(failed.map(({ abn, problem }) => [abn, problem.code])).toEqual([[abns.cancelled, 'ram.abn-cancelled']])
    expect((await openLinkCases(una, input)).opened).toEqual(opened)
    expect(await listMyLinkCases(una)).toHaveLength(2)
    const again = openLinkCases(una, { ...input, submissionId: world.newId() })
    await expect(again).rejects.toMatchObject({ code: 'ram.case-open' })
  })

  it('is decided once, by somebody else, who saw the latest version', async () => {
    const ida = await world.person('Ida', 'Once')
    const { id } = await openLinkCase(ida, await form(ida))
    await expect(decide(id, 'approve', 2)).rejects.toMatchObject({ code: 'common.changed-meanwhile' })
    const outcomes = await Promise.allSettled([decide(id, 'approve'), decide(id, 'decline'), decide(id, 'approve')])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(withdrawLinkCase(ida, { id })).rejects.toMatchObject({ code: 'ram.case-decided' })
    const own = await openLinkCase(operator, await form(operator))
    await expect(decide(own.id, 'approve')).rejects.toMatchObject({ code: 'ram.case-own' })
    expect((await viewLinkCase(operator, { id: own.id })).actions).toEqual(['withdraw'])
    await withdrawLinkCase(operator, { id: own.id })
    await withdrawLinkCase(operator, { id: own.id })
  })

  it('is nobody’s business but the person’s and the operators’', async () => {
    const eve = await world.person('Eve', 'Other')
    const kim = await world.person('Kim', 'Mine')
    const { id } = await openLinkCase(kim, await form(kim))
    const refused = { code: 'common.not-found' }
    await expect(viewLinkCase(eve, { id })).rejects.toMatchObject(refused)
    await expect(withdrawLinkCase(eve, { id })).rejects.toMatchObject(refused)
    await expect(listLinkCases(eve, {})).rejects.toMatchObject(refused)
    await expect(decide(id, 'approve', 1, eve)).rejects.toMatchObject(refused)
    await expect(decide(id, 'approve', 1, kim)).rejects.toMatchObject(refused)
    await expect(reissueLinkCode(kim, { submissionId: world.newId(), id })).rejects.toMatchObject(refused)
    const tired = { ...operator, actor: { ...operator.actor, strength: 'STANDARD' as const } }
    await expect(decide(id, 'approve', 1, tired)).rejects.toMatchObject({ code: 'ram.identity-too-weak' })
    expect(await viewLinkCase(kim, { id })).toMatchObject({ register: null, principals: [], actions: ['withdraw'] })
  })

  it.each([
    [{ abn: '51824753556' }, 'ram.business-unknown'],
    [{ abn: abns.cancelled }, 'ram.abn-cancelled'],
    [{ evidence: [] }, 'common.invalid-input'],
    [{ evidence: [{ kind: 'probate', reference: 'x' }] }, 'common.invalid-input'],
    [{ evidence: [{ kind: 'trust-deed', reference: ' ' }] }, 'common.invalid-input'],
    [{ capacity: 'friend' }, 'common.invalid-input'],
    [{ emailCodeId: '00000000-0000-4000-8000-000000000000' }, 'ram.email-not-verified'],
  ])('refuses %o: %s', async (changes, code) => {
    const max = await world.person('Max', 'Bad')
    const input = await form(max, changes as Partial<OpenLinkCaseInput>)
    await expect(openLinkCase(max, input)).rejects.toMatchObject({ code })
  })

  it('needs a Standard identity', async () => {
    const tom = await world.person('Tom', 'Basic', { strength: 'BASIC' })
    await expect(openLinkCase(tom, await form(tom))).rejects.toMatchObject({ code: 'ram.identity-too-weak' })
  })
})

describe('the short check before linking', () => {
  const answers = {
    status: 'REGISTERED',
    hasIndividualAssociates: true,
    listed: 'yes',
    capacity: 'no',
    strength: 'STRONG',
  } as const
  it.each([
    [{}, 'online'],
    [{ strength: 'STANDARD' }, 'raise-identity'],
    [{ strength: 'BASIC' }, 'raise-identity-to-standard'],
    [{ hasIndividualAssociates: false, listed: 'no', capacity: 'yes' }, 'assisted'],
    [{ listed: 'no', capacity: 'yes', strength: 'STANDARD' }, 'assisted'],
    [{ listed: 'no' }, 'be-authorised'],
    [{ listed: 'no', strength: 'BASIC' }, 'be-authorised'],
    [{ status: 'CANCELLED' }, 'cancelled'],
  ] as const)('%o: %s', (changes, route) => expect(linkingRoute({ ...answers, ...changes })).toBe(route))

  it('asks the register for anybody, and tells only what is public', async () => {
    const input = { listed: 'no', capacity: 'yes', strength: 'STRONG' } as const
    expect(await checkLinkingRoute(world.runtime, { abn: abns.trust, ...input })).toMatchObject({
      name: 'Rossi Family Trust',
      route: 'assisted',
      needs: expect.arrayContaining([expect.stringContaining('document')]),
    })
    await expect(checkLinkingRoute(world.runtime, { abn: '51824753556', ...input })).rejects.toMatchObject({
      code: 'ram.business-unknown',
    })
  })
})
