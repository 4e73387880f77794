import { z } from 'zod'
import { abn, optionalDay, recordId } from '../../ram/fields.ts'

/** Where the clock of a business can be sent. Days are those of Australian eastern time. */
export const destinations = {
  days: 'So many days on',
  date: 'The first moment of a date',
  'before-expiry': 'Just before a credential or authorisation ends',
  'after-expiry': 'Just after a credential or authorisation has ended',
  'unassigned-day': 'A day, counted from when a credential became unassigned',
  now: 'Back to the real time',
} as const
export type Destination = keyof typeof destinations

const wholeDays = (most: number) =>
  z.union([
    z.literal('').transform(() => undefined),
    z.coerce
      .number({ error: 'Enter a number of days.' })
      .int({ error: 'Enter whole days.' })
      .min(1, { error: 'Enter 1 day or more.' })
      .max(most, { error: `Enter ${most.toLocaleString('en-AU')} days at most.` }),
  ])

export const travelInput = z
  .object({
    abn,
    to: z.enum(Object.keys(destinations) as [Destination, ...Destination[]], {
      error: 'Choose where to travel to.',
    }),
    days: wholeDays(3_653).optional().describe('For `days`.'),
    date: optionalDay.describe('For `date`.'),
    day: wholeDays(400).optional().describe('For `unassigned-day`: 53 is the last reminder, 61 the first day without.'),
    id: z
      .union([z.literal('').transform(() => undefined), recordId])
      .optional()
      .describe('For expiry and `unassigned-day`: the credential or authorisation; without it, the first one to end.'),
  })
  .superRefine((journey, context) => {
    const [field, message] = needed[journey.to] ?? []
    if (field !== undefined && journey[field] === undefined) {
      context.addIssue({ code: 'custom', path: [field], message: message as string })
    }
  })
export type TravelInput = z.input<typeof travelInput>
export type Journey = Omit<z.output<typeof travelInput>, 'abn'>

/** The field that a destination cannot do without. */
const needed: Partial<Record<Destination, ['days' | 'date' | 'day', string]>> = {
  days: ['days', 'Enter a number of days.'],
  date: ['date', 'Enter a date.'],
  'unassigned-day': ['day', 'Enter a number of days.'],
}
