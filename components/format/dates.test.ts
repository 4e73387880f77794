import { describe, expect, it } from 'vitest'
import { formatDay, formatDayOfMoment, formatMoment, isoDayOfMoment } from './dates.ts'

describe('dates for people', () => {
  it('writes a calendar day in words', () => {
    expect(formatDay('2026-03-02')).toBe('2 March 2026')
  })
  it('does not shift a calendar day by a time zone', () => {
    expect(formatDay('2026-01-01')).toBe('1 January 2026')
    expect(formatDay('2026-12-31')).toBe('31 December 2026')
  })
  it.each(['', 'tomorrow', '2026-13-40'])('leaves %j as it is', (text) => {
    expect(formatDay(text)).toBe(text)
  })
  it('writes a moment in Sydney time, summer and winter', () => {
    expect(formatMoment('2026-03-02T01:05:00Z')).toMatch(/^2 March 2026, 12:05\spm$/)
    expect(formatMoment('2026-07-02T01:05:00Z')).toMatch(/^2 July 2026, 11:05\sam$/)
  })
  it('takes the day that it is in Sydney, not in UTC', () => {
    expect(formatDayOfMoment('2026-03-01T20:00:00Z')).toBe('2 March 2026')
    expect(isoDayOfMoment(Date.parse('2026-03-01T20:00:00Z'))).toBe('2026-03-02')
  })
})
