import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { people } from '../../../prisma/seed/register.ts'
import { abns, createRamWorld, type RamWorld } from '../../../test/support/ram.ts'
import { dayOf } from '../../core/calendar-day.ts'
import { verifyHistory } from '../../platform/history/verify-history.ts'
import type { UseCaseContext } from '../context.ts'
import { createAuthorisation } from './authorisations/create-authorisation.ts'
import { editAuthorisation } from './authorisations/edit/edit-authorisation.ts'
import { settleDueAuthorisations } from './authorisations/lifecycle/settle-due-authorisations.ts'
import { removeAuthorisation } from './authorisations/remove-authorisation.ts'
import { renewAuthorisations } from './authorisations/renew-authorisations.ts'
import { acceptAuthorisation } from './authorisations/requests/accept-authorisation.ts'
import { declineAuthorisation } from './authorisations/requests/decline-authorisation.ts'
import { reissueCode } from './authorisations/requests/reissue-code.ts'
import { viewAuthorisation } from './authorisations/view-authorisation.ts'
import { linkBusiness } from './linking/online/link-business.ts'
import { createNotification } from './notifications/create-notification.ts'
import { requestNotification } from './notifications/request-notification.ts'
import { sendEmailCode } from './people/emails/send-email-code.ts'
import { verifyEmailCode } from './people/emails/verify-email-code.ts'
import { registerSignIn } from './people/register-sign-in.ts'

/** People who act at the same moment, on a real PostgreSQL with its own connection for each. */
let world: RamWorld
let pa: { context: UseCaseContext; id: string }
beforeAll(async () => {
  world = await createRamWorld('postgresql')
  pa = await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY', { email: 'pa@example.com' })
})
afterAll(async () => {
  expect((await verifyHistory(world.store)).faults).toEqual([])
  await world.runtime.close()
})

let boxes = 0
const request = async () => {
  const email = `race${++boxes}@example.com`
  const sent = await createAuthorisation(pa.context, world.draft(abns.wattle, { email }))
  return { ...sent, code: await world.mailedCode(email) }
}
const accept = (context: UseCaseContext, code: string) =>
  acceptAuthorisation(context, { submissionId: world.newId(), code, declaration: 'yes', consent: 'yes' })
/** How many succeeded, and the codes of those that did not. */
const outcomes = async (runs: Promise<unknown>[]) => {
  const settled = await Promise.allSettled(runs)
  const codes = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code ?? String(one.reason)] : []))
  return { succeeded: settled.length - codes.length, codes: codes.toSorted() }
}

describe('at the same moment', () => {
  it('one code is accepted by one person', async () => {
    const { code, id } = await request()
    const namesakes = await Promise.all(Array.from({ length: 6 }, () => world.person('Marcus', 'Webb')))
    const { succeeded, codes } = await outcomes(namesakes.map((context) => accept(context, code)))
    expect({ succeeded, codes }).toEqual({ succeeded: 1, codes: Array(5).fill('ram.request-answered') })
    expect(await world.store.historyEntry.count({ where: { subjectId: id, act: 'authorisation-accepted' } })).toBe(1)
  })

  it('one person accepts one of two requests of a business', async () => {
    const marcus = await world.person('Marcus', 'Webb')
    const [first, second] = [await request(), await request()]
    const result = await outcomes([accept(marcus, first.code), accept(marcus, second.code)])
    expect(result).toEqual({ succeeded: 1, codes: ['ram.already-authorised'] })
    expect(
      await world.store.authorisation.count({ where: { personId: marcus.actor.personId, heldBy: { not: null } } }),
    ).toBe(1)
  })

  it('a request is accepted, declined, withdrawn or given a new code, but only one of these', async () => {
    for (let round = 0; round < 4; round++) {
      const { code, id } = await request()
      const marcus = await world.person('Marcus', 'Webb')
      const form = () => ({ submissionId: world.newId(), abn: abns.wattle, id })
      await outcomes([
        accept(marcus, code),
        declineAuthorisation(marcus, { submissionId: world.newId(), code }),
        removeAuthorisation(pa.context, form()),
        reissueCode(pa.context, form()),
      ])
      const row = await world.store.authorisation.findUniqueOrThrow({ where: { id } })
      const entries = await world.store.historyEntry.findMany({
        where: { subjectId: id },
        orderBy: { position: 'asc' },
      })
      const ends = entries.filter(({ act }) => /accepted|declined/.test(act))
      expect(ends.length).toBeLessThanOrEqual(1)
      expect(row.status === 'ACTIVE').toBe(entries.at(-1)?.act === 'authorisation-accepted')
    }
  })

  it('two edits of what both saw: one wins, the other is told', async () => {
    const { id } = await world.member(abns.wattle, 'AUTHORISED_USER')
    const { version } = await viewAuthorisation(pa.context, { abn: abns.wattle, id })
    const edit = (endDate: string) =>
      editAuthorisation(pa.context, {
        submissionId: world.newId(),
        abn: abns.wattle,
        id,
        version,
        endDate,
        declaration: 'yes',
      })
    const result = await outcomes([edit('2026-12-31'), edit('2027-01-31'), edit('2027-02-28')])
    expect(result).toEqual({ succeeded: 1, codes: ['common.changed-meanwhile', 'common.changed-meanwhile'] })
    expect((await viewAuthorisation(pa.context, { abn: abns.wattle, id })).version).toBe(version + 1)
  })

  it('one person links a business once, from several windows', async () => {
    const { addressLine, suburb, state, postcode, ...priya } = people.priya
    const context = await world.person(priya.givenNames, priya.familyName, { birthDate: priya.birthDate })
    const { emailCodeId } = await sendEmailCode(context, { email: 'p@example.com', purpose: 'LINK_BUSINESS' })
    await verifyEmailCode(context, { emailCodeId, code: await world.mailedDigits(emailCodeId) })
    const link = () =>
      linkBusiness(context, {
        submissionId: world.newId(),
        addressLine,
        suburb,
        state: state as 'NSW',
        postcode,
        abns: [abns.banksia],
        emailCodeId,
        declaration: 'yes',
      })
    const result = await outcomes([link(), link(), link(), link()])
    expect(result).toEqual({ succeeded: 1, codes: Array(3).fill('ram.already-linked') })
    expect(await world.store.authorisation.count({ where: { abn: abns.banksia } })).toBe(1)
  })

  it('one form sent several times acts once', async () => {
    const draft = world.draft(abns.wattle, { email: 'many@example.com' })
    const results = await Promise.all(Array.from({ length: 6 }, () => createAuthorisation(pa.context, draft)))
    expect(new Set(results.map(({ id }) => id)).size).toBe(1)
    expect(await world.store.mail.count({ where: { recipient: 'many@example.com' } })).toBe(1)
  })

  it('guesses of a six-digit code cost a try each', async () => {
    const context = await world.person('Gus', 'Guess')
    const { emailCodeId } = await sendEmailCode(context, { email: 'g@example.com', purpose: 'CHANGE_EMAIL' })
    const right = await world.mailedDigits(emailCodeId)
    const wrong = right === '111111' ? '222222' : '111111'
    const { codes } = await outcomes(
      Array.from({ length: 8 }, () => verifyEmailCode(context, { emailCodeId, code: wrong })),
    )
    expect(codes.filter((code) => code === 'ram.email-code-wrong')).toHaveLength(4)
    await expect(verifyEmailCode(context, { emailCodeId, code: right })).rejects.toMatchObject({
      code: 'ram.email-code-lapsed',
    })
  })

  it('no more codes are sent to addresses than an hour allows', async () => {
    const context = await world.person('Mel', 'Mailer')
    const send = () => sendEmailCode(context, { email: 'm@example.com', purpose: 'CHANGE_EMAIL' })
    const { succeeded, codes } = await outcomes(Array.from({ length: 9 }, send))
    expect(succeeded).toBe(6)
    expect(new Set(codes)).toEqual(new Set(['common.too-many']))
  })

  it('a first sign-in in two windows makes one person', async () => {
    const claims = { sub: 'twice', given_name: 'Twice', family_name: 'Once' }
    const found = await Promise.all(Array.from({ length: 5 }, () => registerSignIn(world.runtime, claims)))
    expect(new Set(found.map(({ personId }) => personId)).size).toBe(1)
  })

  it('two businesses that notify each other do not wait for each other for ever', async () => {
    const other = await world.member(abns.quandong, 'PRINCIPAL_AUTHORITY')
    const form = (abn: string) => ({
      submissionId: world.newId(),
      abn,
      softwareIds: [String(3_000_000_000 + ++boxes)],
      serviceId: 'usi',
      startDate: dayOf(world.clock.now()),
      declaration: 'yes' as const,
    })
    const runs = Array.from({ length: 5 }, () => [
      createNotification(pa.context, { ...form(abns.wattle), providerAbn: abns.quandong }),
      requestNotification(pa.context, { ...form(abns.wattle), clientAbn: abns.quandong }),
      createNotification(other.context, { ...form(abns.quandong), providerAbn: abns.wattle }),
    ]).flat()
    expect(await outcomes(runs)).toEqual({ succeeded: 15, codes: [] })
  })

  it('the job runs in several processes, and people act meanwhile', async () => {
    const members = await Promise.all(
      Array.from({ length: 6 }, () =>
        world.member(abns.ironbark, 'BASIC_USER', { startDate: '2026-02-01', endDate: '2026-03-05' }),
      ),
    )
    const boss = await world.member(abns.ironbark, 'PRINCIPAL_AUTHORITY')
    world.clock.set('2026-03-05T03:00:00Z')
    const items = members.slice(0, 3).map(({ id }) => ({ id }))
    const renewal = { submissionId: world.newId(), abn: abns.ironbark, items, declaration: 'yes' as const }
    await renewAuthorisations(boss.context, renewal)
    world.clock.set('2026-03-06T03:00:00Z')
    const runs = await Promise.all([1, 2, 3].map(() => settleDueAuthorisations(world.runtime)))
    expect(runs.reduce((sum, { authorisations }) => sum + authorisations, 0)).toBe(3)
    const expired = await world.store.historyEntry.count({
      where: { abn: abns.ironbark, act: 'authorisation-expired' },
    })
    expect(expired).toBe(3)
  })
})
