import { type Instant, instant } from './clock.ts'

/** A calendar day as ISO text, `2026-03-31`. Days compare as text. Only this module makes one. */
export type Day = string & { readonly __brand: 'Day' }

/** The time zone of all calendar days: Australian eastern time. */
export const timeZone = 'Australia/Sydney'

const clockFace = new Intl.DateTimeFormat('en-CA', {
  timeZone,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** The day that a moment falls on in Australian eastern time. */
export function dayOf(at: Instant): Day {
  const quarter = Math.floor(at / quarterHour)
  if (last?.quarter === quarter) return last.day
  const { year, month, day } = face(at)
  const found = iso(year, month, day)
  // Since 1970 no day has begun inside a quarter of an hour; before that, offsets had minutes.
  if (at >= 0) last = { quarter, day: found }
  return found
}

/** What was found last: the same day is asked for with every token. */
let last: { quarter: number; day: Day } | undefined
const quarterHour = 900_000

/** The first moment of a day in Australian eastern time, whatever daylight saving does. */
export function startOfDay(day: Day): Instant {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // The offset is +10 or +11 hours; ask the earlier candidate which one holds there.
  for (const hours of [11, 10]) {
    const candidate = instant(midnight - hours * 3_600_000)
    const { year, month, day: date, hour } = face(candidate)
    if (iso(year, month, date) === day && hour === 0) return candidate
  }
  return instant(midnight - 10 * 3_600_000)
}

/** Reads `2026-03-31` or `31/03/2026` (also `31.3.2026` and `31-3-2026`); `undefined` for what is no day. */
export function parseDay(text: string): Day | undefined {
  const isoParts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim())
  const local = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text.trim())
  const [year, month, day] = isoParts
    ? [Number(isoParts[1]), Number(isoParts[2]), Number(isoParts[3])]
    : local
      ? [Number(local[3]), Number(local[2]), Number(local[1])]
      : [0, 0, 0]
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return undefined
  return iso(year, month, day)
}

/** `count` days later; earlier for a negative count. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10) as Day
}

/** `count` months later, on the same date or the last one that the month has. */
export function addMonths(day: Day, count: number): Day {
  const [year, month, date] = parts(day)
  const months = year * 12 + (month - 1) + count
  const toYear = Math.floor(months / 12)
  const toMonth = (months % 12) + 1
  return iso(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)))
}

/** Whole days from one day to the other; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** The day as Australians read it: `31 March 2026`. */
export function formatDay(day: Day): string {
  const [year, month, date] = parts(day)
  return `${date} ${monthNames[month - 1]} ${year}`
}

/** A moment as Australians read it: `31 March 2026, 4:05 pm`. */
export function formatMoment(at: Instant): string {
  const { hour, minute } = face(at)
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`
  return `${formatDay(dayOf(at))}, ${clock}`
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function face(at: Instant) {
  const local = new Date(at + offsetAt(at))
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  }
}

const hourLength = 3_600_000

/** Offsets by the hour of universal time: asking `Intl` for each row of a list takes longer than the rest of the row. */
const offsets = new Map<number, number>()
const mostOffsets = 20_000

/** How far the clock of the time zone is ahead, ms. It has only ever been changed on a full hour of universal time. */
function offsetAt(at: Instant): number {
  const hour = Math.floor(at / hourLength)
  const known = offsets.get(hour)
  if (known !== undefined) return known
  const values: Record<string, number> = {}
  for (const { type, value } of clockFace.formatToParts(hour * hourLength)) values[type] = Number(value)
  const { year = 0, month = 1, day, hour: hours, minute, second } = values
  const offset = Date.UTC(year, month - 1, day, hours, minute, second) - hour * hourLength
  if (offsets.size >= mostOffsets) offsets.clear()
  offsets.set(hour, offset)
  return offset
}

function parts(day: Day): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function iso(year: number, month: number, day: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day
}
