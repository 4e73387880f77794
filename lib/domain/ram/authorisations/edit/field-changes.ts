import { type Day, formatDay } from '../../../../core/calendar-day.ts'
import type { EditableField } from '../../../../policy/authorisations/editing.ts'

/** One changed field, as the history keeps it. */
export type FieldChange = { from: unknown; to: unknown }
export type FieldChanges = Partial<Record<EditableField, FieldChange>>

/** Names of the fields as sentences use them. */
export const fieldNames: Record<EditableField, string> = {
  givenNames: 'given names',
  familyName: 'family name',
  email: 'email address',
  startDate: 'start date',
  endDate: 'end date',
  isAdministrator: 'authorisation administrator',
  isMachineCredentialAdministrator: 'machine credential administrator',
  access: 'agency access',
}

/** What changed, a sentence for each field: `End date: 30 June 2026 (was: no end date)`. */
export function changeSentences(changes: FieldChanges): string[] {
  return (Object.keys(changes) as EditableField[]).map((field) => {
    const title = fieldTitle(field)
    const change = changes[field]
    if (change === undefined || field === 'access') return `${title} was changed`
    return `${title}: ${printed(change.to)} (was: ${printed(change.from)})`
  })
}

/** The name of a field as a title; `undefined` for no field of an authorisation. */
export function fieldTitle(field: string): string | undefined {
  const name = Object.hasOwn(fieldNames, field) ? fieldNames[field as EditableField] : undefined
  return name === undefined ? undefined : name.charAt(0).toUpperCase() + name.slice(1)
}

/** A value of a field as people read it. */
export function printed(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value as Day)
  return String(value)
}
