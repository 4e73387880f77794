import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, type Day, dayOf, startOfDay } from '../core/calendar-day.ts'
import { type Instant, instant } from '../core/clock.ts'
import { type CatalogueAgency, checkAccess, decideService } from './authorisations/access.ts'
import { dateProblems, latestEnd, renewalOf } from './authorisations/dates.ts'
import { overrides } from './authorisations/level.ts'
import {
  canHappen,
  dueTransition,
  type LifecycleEvent,
  type StatusFacts,
  statusAt,
  transitions,
} from './authorisations/lifecycle.ts'
import { authorisationStatuses } from './authorisations/statuses.ts'
import { decideCloud, type NotificationFacts } from './cloud-notification.ts'
import { sameAddress } from './identity/address.ts'
import { sameName } from './identity/names.ts'

const today = '2026-03-02' as Day
const anyDay = fc.integer({ min: -400, max: 400 }).map((days) => addDays(today, days))

describe('the lifecycle', () => {
  const facts = (changes: Partial<StatusFacts>): StatusFacts => ({
    status: 'ACTIVE',
    inactiveReason: null,
    startDate: '2026-01-01',
    endDate: null,
    codeExpiresAt: null,
    ...changes,
  })
  const noon = instant('2026-03-02T01:00:00Z')
  const statusOn = (changes: Partial<StatusFacts>, now: Instant = noon) => statusAt(facts(changes), now, dayOf(now))

  it.each([
    [{ status: 'PENDING', codeExpiresAt: new Date(noon + 1) }, 'PENDING', null],
    [{ status: 'PENDING', codeExpiresAt: new Date(noon) }, 'INACTIVE', 'CODE_EXPIRED'],
    [{ status: 'ACCEPTED', startDate: '2026-03-03' }, 'ACCEPTED', null],
    [{ status: 'ACCEPTED', startDate: '2026-03-02' }, 'ACTIVE', null],
    [{ status: 'ACCEPTED', startDate: '2026-02-01', endDate: '2026-03-01' }, 'INACTIVE', 'EXPIRED'],
    [{ endDate: '2026-03-02' }, 'ACTIVE', null],
    [{ endDate: '2026-03-01' }, 'INACTIVE', 'EXPIRED'],
    [{ status: 'INACTIVE', inactiveReason: 'REMOVED', endDate: '2020-01-01' }, 'INACTIVE', 'REMOVED'],
  ] as const)('%o is %s', (changes, status, inactiveReason) => {
    expect(statusOn(changes)).toEqual({ status, inactiveReason })
  })

  it('lasts to the end of its last day in Sydney', () => {
    const end = startOfDay(addDays(today, 1))
    expect(statusOn({ endDate: today }, instant(end - 1)).status).toBe('ACTIVE')
    expect(statusOn({ endDate: today }, end).status).toBe('INACTIVE')
  })

  it('never comes back from inactive, but for a lapsed code', () => {
    for (const event of Object.keys(transitions) as LifecycleEvent[]) {
      expect(canHappen(event, { status: 'INACTIVE', inactiveReason: 'REMOVED' })).toBe(false)
      const lapsed = canHappen(event, { status: 'INACTIVE', inactiveReason: 'CODE_EXPIRED' })
      expect(lapsed).toBe(event === 'code-reissued')
    }
  })

  it('only moves on as time goes by, and settling early or late comes to the same', () => {
    const order = ['PENDING', 'ACCEPTED', 'ACTIVE', 'INACTIVE']
    fc.assert(
      fc.property(
        fc.constantFrom(...authorisationStatuses.slice(0, 3)),
        anyDay,
        fc.option(fc.integer({ min: 0, max: 300 })),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 6 }),
        (status, startDate, length, steps) => {
          const endDate = length === null ? null : addDays(startDate, length)
          const codeExpiresAt = new Date(startOfDay(startDate))
          const start = facts({ status, startDate, endDate, codeExpiresAt })
          let settled = start
          let before = order.indexOf(status)
          for (const step of steps.sort((a, b) => a - b)) {
            const now = startOfDay(addDays(today, step - 400))
            const fresh = statusAt(start, now, dayOf(now))
            expect(order.indexOf(fresh.status)).toBeGreaterThanOrEqual(before)
            before = order.indexOf(fresh.status)
            while (dueTransition(settled, now, dayOf(now)) !== undefined) {
              settled = { ...settled, ...statusAt(settled, now, dayOf(now)) }
            }
            expect({ status: settled.status, inactiveReason: settled.inactiveReason }).toEqual(fresh)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('dates', () => {
  const problems = (type: 'STANDARD' | 'BASIC', startDate: string, endDate?: string) =>
    Object.keys(dateProblems(type, { startDate: startDate as Day, endDate: endDate as Day | undefined }, today))

  it.each([
    ['STANDARD', '2026-03-02', undefined, []],
    ['STANDARD', '2026-04-01', '2036-01-01', []],
    ['STANDARD', '2026-04-02', undefined, ['startDate']],
    ['STANDARD', '2026-03-01', undefined, ['startDate']],
    ['STANDARD', '2026-03-10', '2026-03-09', ['endDate']],
    ['BASIC', '2026-03-02', undefined, ['endDate']],
    ['BASIC', '2026-03-02', '2027-03-01', []],
    ['BASIC', '2026-03-02', '2027-03-02', ['endDate']],
  ] as const)('%s from %s to %s: wrong are %o', (type, start, end, wrong) => {
    expect(problems(type, start, end)).toEqual(wrong)
  })

  it('lets an edited authorisation keep the start that it has', () => {
    const startWas = '2025-06-01' as Day
    expect(dateProblems('STANDARD', { startDate: startWas, endDate: today, startWas }, today)).toEqual({})
    expect(
      dateProblems('STANDARD', { startDate: startWas, endDate: addDays(today, -1), startWas }, today),
    ).toHaveProperty('endDate')
  })

  it('never lets a Basic user have more than twelve months', () => {
    fc.assert(
      fc.property(anyDay, (start) => {
        const last = latestEnd('BASIC', start) as Day
        expect(addDays(last, 1) <= addMonths(start, 12)).toBe(true)
        expect(addDays(last, 3) > addMonths(start, 12)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('opens renewal 40 days before the end', () => {
    expect(renewalOf('BASIC', addDays(today, 41), today)).toEqual({
      open: false,
      why: 'too-early',
      from: addDays(today, 1),
    })
    expect(renewalOf('BASIC', addDays(today, 40), today)).toMatchObject({ open: true })
    expect(renewalOf('STANDARD', today, today)).toEqual({ open: true, latestEnd: null })
    expect(renewalOf('STANDARD', null, today)).toEqual({ open: false, why: 'no-end' })
    expect(renewalOf('GOVERNMENT_REPRESENTATIVE', '2026-03-31' as Day, today)).toEqual({
      open: true,
      latestEnd: '2027-03-31',
    })
  })
})

describe('names', () => {
  it.each([
    ['Olivia', 'Nguyen', 'OLIVIA', 'NGUYEN'],
    ['Olivia Mary', 'Nguyen', 'Olivia', 'Nguyen'],
    ['Anne-Marie', 'Smith', 'Annemarie', 'Smith'],
    ['Anne Marie', 'Smith', 'Anne-Marie Lou', 'Smith'],
    ['Søren', 'Løvdahl', 'Soren', 'Lovdahl'],
    ['Zoë', "D'Angelo", 'Zoe', 'D\u2019Angelo'],
    ['', 'Sukarno', '', 'SUKARNO'],
  ])('%s %s is %s %s', (a, b, c, d) => {
    expect(sameName({ givenNames: a, familyName: b }, { givenNames: c, familyName: d })).toBe(true)
    expect(sameName({ givenNames: c, familyName: d }, { givenNames: a, familyName: b })).toBe(true)
  })

  it.each([
    ['Olivia', 'Nguyen', 'Oliver', 'Nguyen'],
    ['Olivia', 'Nguyen', 'O', 'Nguyen'],
    ['Olivia Mary', 'Nguyen', 'Mary', 'Nguyen'],
    ['Olivia Mary', 'Nguyen', 'Olivia Jane', 'Nguyen'],
    ['Olivia', 'Nguyen', 'Nguyen', 'Olivia'],
    ['Olivia', 'Nguyen', '', 'Nguyen'],
    ['Olivia', 'Nguyen', 'Olivia', 'Nguye'],
    ['Anne', 'Smith', 'Annemarie', 'Smith'],
  ])('%s %s is not %s %s', (a, b, c, d) => {
    expect(sameName({ givenNames: a, familyName: b }, { givenNames: c, familyName: d })).toBe(false)
    expect(sameName({ givenNames: c, familyName: d }, { givenNames: a, familyName: b })).toBe(false)
  })
})

describe('addresses', () => {
  const home = { addressLine: 'Unit 4, 88 Banksia Road', suburb: 'Newtown', state: 'NSW', postcode: '2042' }

  it.each(['4/88 Banksia Rd', 'u4 88 BANKSIA ROAD', 'Flat 4/88, Banksia Rd.', 'Apt 4 88 Banksia  road'])(
    '%j is the same',
    (line) => {
      expect(sameAddress(home, { ...home, addressLine: line })).toBe(true)
    },
  )

  it.each([
    { addressLine: '88 Banksia Road' },
    { addressLine: '5/88 Banksia Road' },
    { addressLine: '48/8 Banksia Road' },
    { addressLine: '4/88 Banksia Street' },
    { suburb: 'Enmore' },
    { state: 'VIC' },
    { postcode: '2043' },
    { addressLine: '' },
  ])('%o is another', (changes) => {
    expect(sameAddress(home, { ...home, ...changes })).toBe(false)
  })
})

describe('agency access', () => {
  const catalogue: CatalogueAgency[] = [
    {
      id: 'ato',
      name: 'ATO',
      supportsSelection: true,
      supportsCustom: true,
      services: [
        { id: 'abr', name: 'ABR', minimumStrength: 'STANDARD' },
        { id: 'dsp', name: 'DSP', minimumStrength: 'BASIC' },
      ],
    },
    {
      id: 'osir',
      name: 'OSIR',
      supportsSelection: false,
      supportsCustom: false,
      services: [{ id: 'usi', name: 'USI', minimumStrength: 'STRONG' }],
    },
  ]
  const choice = (agencyId: string, level: 'FULL' | 'CUSTOM' | 'NONE', ...serviceIds: string[]) => ({
    agencyId,
    level,
    serviceIds,
  })

  it.each([
    ['all services named is all', [choice('ato', 'FULL', 'dsp', 'abr')], [choice('ato', 'FULL')]],
    ['some services stay', [choice('ato', 'CUSTOM', 'abr')], [choice('ato', 'CUSTOM', 'abr')]],
    ['no access is left out', [choice('ato', 'NONE'), choice('osir', 'FULL')], [choice('osir', 'FULL')]],
  ])('%s', (_, chosen, kept) => expect(checkAccess('STANDARD', chosen, catalogue)).toEqual({ choices: kept }))

  it.each([
    ['an unknown agency', [choice('nobody', 'FULL')]],
    ['custom where it is not offered', [choice('osir', 'CUSTOM')]],
    ['picking where it is not offered', [choice('osir', 'FULL', 'usi')]],
    ["another agency's service", [choice('ato', 'FULL', 'usi')]],
    ['the same agency twice', [choice('ato', 'FULL'), choice('ato', 'FULL')]],
  ])('refuses %s', (_, chosen) => {
    expect(checkAccess('STANDARD', chosen, catalogue)).toEqual({
      problems: { [chosen.length - 1]: expect.any(String) },
    })
  })

  it('gives Basic users only what takes a Basic identity', () => {
    expect(checkAccess('BASIC', [choice('ato', 'FULL')], catalogue)).toEqual({ choices: [choice('ato', 'FULL')] })
    expect(checkAccess('BASIC', [choice('ato', 'FULL', 'abr')], catalogue)).toHaveProperty('problems')
    expect(checkAccess('BASIC', [choice('osir', 'FULL')], catalogue)).toHaveProperty('problems')
  })

  const usi = { id: 'usi', agencyId: 'osir', minimumStrength: 'STRONG' } as const
  const dsp = { id: 'dsp', agencyId: 'ato', minimumStrength: 'BASIC' } as const
  const abr = { id: 'abr', agencyId: 'ato', minimumStrength: 'STANDARD' } as const
  it.each([
    [
      'a principal authority reaches everything',
      { type: 'PRINCIPAL_AUTHORITY', strength: 'STRONG', access: [] },
      usi,
      true,
    ],
    [
      'but not with a weak identity',
      { type: 'PRINCIPAL_AUTHORITY', strength: 'STANDARD', access: [] },
      usi,
      'identity-too-weak',
    ],
    ['nobody else reaches what was not chosen', { type: 'STANDARD', strength: 'STRONG', access: [] }, usi, 'no-access'],
    [
      'a picked service',
      { type: 'STANDARD', strength: 'STANDARD', access: [choice('ato', 'CUSTOM', 'abr')] },
      abr,
      true,
    ],
    [
      'the service beside it',
      { type: 'STANDARD', strength: 'STANDARD', access: [choice('ato', 'CUSTOM', 'abr')] },
      dsp,
      'no-access',
    ],
    ['a Basic user', { type: 'BASIC', strength: 'BASIC', access: [choice('ato', 'FULL')] }, dsp, true],
    [
      'a Basic user whose identity grew',
      { type: 'BASIC', strength: 'STRONG', access: [choice('ato', 'FULL')] },
      abr,
      'not-for-basic-users',
    ],
  ] as const)('%s', (_, holder, service, outcome) => {
    expect(decideService(holder, service)).toMatchObject(outcome === true ? { allowed: true } : { reason: outcome })
  })
})

describe('levels', () => {
  it('let only a higher one replace a lower one', () => {
    expect(overrides('STANDARD', 'BASIC')).toBe(true)
    expect(overrides('PRINCIPAL_AUTHORITY', 'STANDARD')).toBe(true)
    expect(overrides('PRINCIPAL_AUTHORITY', 'RESPONSIBLE_AUTHORITY')).toBe(true)
    expect(overrides('STANDARD', 'STANDARD')).toBe(false)
    expect(overrides('BASIC', 'STANDARD')).toBe(false)
    expect(overrides('GOVERNMENT_REPRESENTATIVE', 'INDIRECT_ASSOCIATE')).toBe(false)
  })
})

describe('the decision about cloud software', () => {
  const asked = { softwareId: '0000123400', serviceId: 'usi' }
  const notification = (changes: Partial<NotificationFacts> = {}): NotificationFacts => ({
    id: 'n',
    status: 'ACCEPTED',
    ...asked,
    startDate: '2026-01-01',
    endDate: null,
    ...changes,
  })

  it.each([
    ['in force', [notification()], true],
    ['on its first day', [notification({ startDate: today })], true],
    ['on its last day', [notification({ endDate: today })], true],
    ['an old one beside a new one', [notification({ status: 'ENDED' }), notification({ id: 'm' })], true],
    ['none', [], 'no-notification'],
    ['another software ID', [notification({ softwareId: '0000123401' })], 'other-software-id'],
    ['another service', [notification({ serviceId: 'sbr' })], 'other-service'],
    ['not accepted', [notification({ status: 'PENDING' })], 'not-accepted-yet'],
    ['declined', [notification({ status: 'DECLINED' })], 'declined'],
    ['tomorrow', [notification({ startDate: '2026-03-03' })], 'not-started'],
    ['yesterday', [notification({ endDate: '2026-03-01' })], 'ended'],
    ['ended by hand', [notification({ status: 'ENDED' })], 'ended'],
    [
      'the right ID and the right service, apart',
      [notification({ serviceId: 'sbr' }), notification({ softwareId: '1' })],
      'other-service',
    ],
  ] as const)('%s', (_, notifications, outcome) => {
    expect(decideCloud(notifications, asked, today)).toMatchObject(
      outcome === true ? { allowed: true } : { allowed: false, reason: outcome },
    )
  })
})
