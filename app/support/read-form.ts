export { dayParts } from '../../components/format/day-parts.ts'

/** The text that was entered in a field; empty where the form has none. */
export function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** The text of a field, or `undefined` where it is empty: for answers that may be left out. */
export function optionalText(form: FormData, name: string): string | undefined {
  return text(form, name).trim() || undefined
}

/** Every answer of a field, such as ticked boxes. */
export function all(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === 'string')
}

/** The calendar day of the three boxes of a date, as a person would write it; empty where all are empty. */
export function dayFrom(form: FormData, name: string): string {
  const parts = ['day', 'month', 'year'].map((part) => text(form, `${name}-${part}`).trim())
  return parts.every((part) => part === '') ? '' : parts.join('/')
}

/** The same of answers that a journey kept. */
export function answeredDay(answers: Readonly<Record<string, readonly string[]>>, name: string): string {
  const parts = ['day', 'month', 'year'].map((part) => (answers[`${name}-${part}`]?.[0] ?? '').trim())
  return parts.every((part) => part === '') ? '' : parts.join('/')
}
