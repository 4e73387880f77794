import { type Day, formatDay as dayInWords, dayOf, formatMoment as momentInWords } from '../../lib/core/calendar-day.ts'
import { instant } from '../../lib/core/clock.ts'

/** A calendar day for people: `2026-03-02` becomes `2 March 2026`. */
export function formatDay(isoDay: string): string {
  return dayInWords(isoDay as Day)
}

/** A moment for people, in Sydney time: `2 March 2026, 12:05 pm`. */
export function formatMoment(moment: Date | string): string {
  return momentInWords(instant(moment))
}

/** The Sydney calendar day of a moment: `2 March 2026`. */
export function formatDayOfMoment(moment: Date | string): string {
  return dayInWords(dayOf(instant(moment)))
}
