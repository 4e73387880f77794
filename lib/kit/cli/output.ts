import type { Instant } from '../../core/clock.ts'

/** Rows of a name and a value, aligned; a value that is `undefined` leaves its row out. */
export function pairs(rows: readonly (readonly [string, string | undefined])[], indent = 2): string {
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== undefined)
  const width = Math.max(0, ...shown.map(([name]) => name.length))
  return shown.map(([name, value]) => `${' '.repeat(indent)}${name.padEnd(width)}  ${value}`).join('\n')
}

/** A hint what to do next. */
export function next(...lines: readonly string[]): string {
  return `\nNext:\n${lines.map((line) => `  ${line}`).join('\n')}\n`
}

/** A moment as a person on this machine reads it: `24 Nov 2026, 5:31 pm AEDT`. */
export function moment(at: Instant): string {
  const format = new Intl.DateTimeFormat('en-AU', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  return format.format(at).replaceAll('\u202f', ' ')
}

/** How far a moment is away: `in 2 years`, `3 days ago`. */
export function away(at: Instant, now: Instant): string {
  const ms = at - now
  const [unit, length] = (units.find(([, size]) => Math.abs(ms) >= 2 * size) ?? units.at(-1)) as [string, number]
  const count = Math.round(Math.abs(ms) / length)
  const text = `${count} ${unit}${count === 1 ? '' : 's'}`
  return ms >= 0 ? `in ${text}` : `${text} ago`
}

const units: readonly (readonly [string, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
]

/** A word of a command line, quoted where a shell needs it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replace(/(["\\$`])/g, '\\$1')}"`
}
