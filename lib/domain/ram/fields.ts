import { z } from 'zod'
import { type Abn, isAbn } from '../../core/abn.ts'
import { type Day, parseDay } from '../../core/calendar-day.ts'
import { type Email, parseEmail } from '../../core/email.ts'

/** Fields that several forms share, each with the sentence that a person reads when it is wrong. */

/** The id that the page gave its form, so that a form sent twice acts once. */
export const submissionId = z.uuid({ error: 'Reload the page and send the form again.' })

export const recordId = z.uuid({ error: 'This record is not known.' }).describe('Id of the record, a UUID.')

/** The version of the record that the person saw. */
export const version = z.coerce.number({ error: 'Reload the page.' }).int().min(1)

export const abn = z
  .string({ error: 'Enter an ABN.' })
  .transform((text) => text.replace(/[\s\u00a0]/g, ''))
  .refine(isAbn, { error: 'Enter a valid ABN: 11 digits.' })
  .transform((text) => text as Abn)
  .describe('ABN, 11 digits.')

/**
 * ABNs as people paste them, one on each line or separated by commas. Lines are not judged yet, so that a list can be
 * answered line by line; one that comes twice is there once.
 */
export const abnLines = (most: number) =>
  z
    .string({ error: 'Enter at least one ABN.' })
    .transform((text) => [...new Set(text.split(/[\n,;\t]+/).map((line) => line.trim()))].filter((line) => line !== ''))
    .pipe(
      z
        .array(z.string())
        .min(1, { error: 'Enter at least one ABN.' })
        .max(most, { error: `Enter ${most} ABNs at most.` }),
    )

export const email = z
  .string({ error: 'Enter an email address.' })
  .trim()
  .min(1, { error: 'Enter an email address.' })
  .transform((text, context): Email => {
    try {
      return parseEmail(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'Enter an email address such as name@example.com.' })
      return z.NEVER
    }
  })

/** RAM takes `A-Z a-z 0-9 ' , -` and space in names; the match with the Digital ID forgives accents. */
const name = (what: string) =>
  z
    .string({ error: `Enter ${what}.` })
    .trim()
    .transform((text) => text.replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, ' '))
    .pipe(
      z
        .string()
        .min(1, { error: `Enter ${what}.` })
        .max(100, { error: `Use 100 characters at most for ${what}.` })
        .regex(/^[A-Za-z0-9',\- ]*$/, {
          error: `Use only letters without accents, digits, apostrophes, commas, hyphens and spaces for ${what}.`,
        }),
    )

export const givenNames = name('the given names')
export const familyName = name('the family name')

/** A calendar day, as `2026-03-31` or `31/03/2026`. */
export const day = z
  .string({ error: 'Enter a date.' })
  .trim()
  .min(1, { error: 'Enter a date.' })
  .transform((text, context): Day => {
    const parsed = parseDay(text)
    if (parsed !== undefined) return parsed
    context.addIssue({ code: 'custom', message: 'Enter a real date, such as 31/03/2026.' })
    return z.NEVER
  })
  .describe('Calendar day, Australian eastern time, as 2026-03-31.')

/** A day that may be left out; an empty field is none. */
export const optionalDay = z
  .union([z.literal('').transform(() => undefined), day])
  .optional()
  .nullable()
  .transform((value) => value ?? undefined)

/** A Yes/No question without a default: `yes` or `no` from a form, true or false from a program. */
export const yesNo = (question: string) =>
  z
    .union([z.boolean(), z.enum(['yes', 'no'])], { error: question })
    .transform((answer) => answer === true || answer === 'yes')

/** A box that has to be ticked: `yes` from a form, true from a program. */
export const ticked = (sentence: string) => z.union([z.literal(true), z.literal('yes')], { error: sentence })

export const declaration = ticked('Read the declaration and tick the box if you agree.')

/** Where a list goes on; only what a list gave out is taken back. */
export const cursor = z.string().max(2000).describe('Cursor that this list gave out.').optional()

export const pageSize = z.coerce.number().int().min(1).max(100).describe('Rows of a page.').default(25)
