/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly __brand: 'Instant' }

/** Where the time comes from. Injected everywhere; nothing in the domain asks the machine. */
export type Clock = { now(): Instant }

/** The machine's clock. Built once, by the composition root. */
export const systemClock: Clock = { now: () => Date.now() as Instant }

/** A clock that stands still until it is moved; for tests. */
export function manualClock(
  start: string | number,
): Clock & { set(to: string | number): void; advance(ms: number): void } {
  let at = instant(start)
  return {
    now: () => at,
    set: (to) => {
      at = instant(to)
    },
    advance: (ms) => {
      at = (at + ms) as Instant
    },
  }
}

/** An {@link Instant} from ISO text or milliseconds. Throws a RangeError for text that is no date. */
export function instant(value: string | number | Date): Instant {
  const ms = typeof value === 'number' ? value : new Date(value).getTime()
  if (!Number.isFinite(ms)) throw new RangeError(`not a moment: ${String(value)}`)
  return ms as Instant
}

/** A moment as text in UTC with milliseconds, ISO 8601: `2026-03-02T01:00:00.000Z`. */
export function isoTime(at: Instant): string {
  const slot = at % 61
  if (written[slot]?.at === at) return written[slot].text
  const text = new Date(at).toISOString()
  written[slot] = { at, text }
  return text
}

/** The moments written last: one message names the same few of them many times. */
const written: { at: Instant; text: string }[] = []

/**
 * A moment from an `xs:dateTime` (XML Schema 1.1 part 2, 3.3.7), strictly; one without a zone is UTC. `undefined`
 * where it is none, or no day of the calendar.
 */
export function parseDateTime(text: string): Instant | undefined {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim())
  if (!found) return undefined
  const [, date, time, fraction = '', zone = 'Z'] = found
  const at = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${zone}`)
  const day = Date.parse(`${date}T00:00:00Z`)
  if (!Number.isFinite(at) || new Date(day).toISOString().slice(0, 10) !== date) return undefined
  return at as Instant
}

/** Lengths of time in milliseconds. */
export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour
