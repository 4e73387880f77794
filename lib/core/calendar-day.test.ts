import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  daysBetween,
  formatDay,
  formatMoment,
  parseDay,
  startOfDay,
  timeZone,
} from './calendar-day.ts'
import { instant } from './clock.ts'

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01' as Day, days))

const face = new Intl.DateTimeFormat('en-AU', { timeZone, dateStyle: 'long', timeStyle: 'short', hourCycle: 'h12' })

describe('calendar days', () => {
  it('and moments are what the time zone says, to the millisecond round each change of the clock', () => {
    const anyMoment = fc.integer({ min: Date.parse('1971-01-01T00:00:00Z'), max: Date.parse('2100-01-01T00:00:00Z') })
    const change = Date.parse('2026-04-04T16:00:00Z')
    const round = fc.integer({ min: change - 7_200_000, max: change + 7_200_000 })
    fc.assert(
      fc.property(fc.oneof(anyMoment, round), (at) => {
        const said = face.format(at).replace(' at ', ', ').replace('\u202f', ' ').toLowerCase()
        expect(formatMoment(instant(at)).toLowerCase()).toBe(said)
      }),
      { numRuns: 2_000, examples: [[change - 1], [change]] },
    )
  })

  it.each([
    ['2026-03-01T12:59:59Z', '2026-03-01'],
    ['2026-03-01T13:00:00Z', '2026-03-02'],
    ['2026-07-01T13:59:59Z', '2026-07-01'],
    ['2026-07-01T14:00:00Z', '2026-07-02'],
    ['2026-12-31T13:00:00Z', '2027-01-01'],
  ])('%s is on %s in Sydney', (at, day) => expect(dayOf(instant(at))).toBe(day))

  it.each([
    ['2026-04-05', '2026-04-04T13:00:00.000Z'], // daylight saving ends on this day
    ['2026-04-06', '2026-04-05T14:00:00.000Z'],
    ['2026-10-04', '2026-10-03T14:00:00.000Z'], // it begins on this day
    ['2026-10-05', '2026-10-04T13:00:00.000Z'],
  ])('%s starts at %s', (day, at) => expect(new Date(startOfDay(day as Day)).toISOString()).toBe(at))

  it('starts a day at its first moment', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const start = startOfDay(day)
        expect(dayOf(start)).toBe(day)
        expect(dayOf(instant(start - 1))).toBe(addDays(day, -1))
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['31/03/2026', '2026-03-31'],
    ['1/2/2026', '2026-02-01'],
    [' 2024-02-29 ', '2024-02-29'],
  ])('reads %j', (text, day) => expect(parseDay(text)).toBe(day))

  it.each(['', '2026-02-29', '31/04/2026', '2026-13-01', '3/31/2026', 'tomorrow', '2026-3-1', '1/1/26', '0000-00-00'])(
    'does not read %j',
    (text) => expect(parseDay(text)).toBeUndefined(),
  )

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-15', -3, '2025-12-15'],
    ['2026-11-30', 3, '2027-02-28'],
  ])('%s and %i months is %s', (day, months, to) => expect(addMonths(day as Day, months)).toBe(to))

  it('counts the days that it adds', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count)
      }),
      { numRuns: 200 },
    )
  })

  it('prints days and moments as Australians read them', () => {
    expect(formatDay('2026-03-01' as Day)).toBe('1 March 2026')
    expect(formatMoment(instant('2026-03-02T01:05:00Z'))).toBe('2 March 2026, 12:05 pm')
    expect(formatMoment(instant('2026-03-01T13:05:00Z'))).toBe('2 March 2026, 12:05 am')
  })
})
