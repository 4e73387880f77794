const zone = 'Australia/Sydney'

const dayFormat = new Intl.DateTimeFormat('en-AU', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const momentFormat = new Intl.DateTimeFormat('en-AU', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZone: zone,
})
const dayOfMomentFormat = new Intl.DateTimeFormat('en-AU', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: zone,
})

/** A calendar day for people: `2026-03-02` becomes `2 March 2026`. Text that is no day comes back as it is. */
export function formatDay(isoDate: string): string {
  const moment = Date.parse(`${isoDate}T00:00:00Z`)
  return Number.isNaN(moment) ? isoDate : dayFormat.format(moment)
}

/** A moment for people, in Sydney time: `2 March 2026, 12:05 pm`. */
export function formatMoment(moment: Date | number | string): string {
  return momentFormat.format(new Date(moment)).replace(' at ', ', ')
}

/** The Sydney calendar day of a moment: `2 March 2026`. */
export function formatDayOfMoment(moment: Date | number | string): string {
  return dayOfMomentFormat.format(new Date(moment))
}

/** The Sydney calendar day of a moment as ISO text: `2026-03-02`. */
export function isoDayOfMoment(moment: Date | number): string {
  return isoFormat.format(new Date(moment))
}

const isoFormat = new Intl.DateTimeFormat('en-CA', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  timeZone: zone,
})
