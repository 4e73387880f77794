import { z } from 'zod'

/** Fields that the forms of Online services for DSPs share. */

/** A telephone number as people write it; kept with single spaces. */
export const phone = z
  .string({ error: 'Enter a phone number.' })
  .trim()
  .min(1, { error: 'Enter a phone number.' })
  .transform((text) => text.replace(/\s+/g, ' '))
  .pipe(
    z
      .string()
      .max(30, { error: 'Use 30 characters at most.' })
      .regex(/^\+?[0-9 ()-]+$/, { error: 'Use digits, spaces, brackets and hyphens only; + may come first.' })
      .refine((text) => digitsIn(text) >= 8 && digitsIn(text) <= 15, {
        error: 'Enter the whole number with its area code: 8 to 15 digits.',
      }),
  )

/** One line of text. */
export const line = (what: string, most: number) =>
  z
    .string({ error: `Enter ${what}.` })
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, { error: `Enter ${what}.` })
        .max(most, { error: `Use ${most} characters at most.` })
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
        .regex(/^[^\u0000-\u001f\u007f]*$/, { error: 'Use no control characters.' }),
    )

/** One line that may be left out. */
export const optionalLine = (most: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(most, { error: `Use ${most} characters at most.` }))
    .optional()
    .transform((text) => text || undefined)

/** What somebody writes: several lines. */
export const message = z
  .string({ error: 'Write your message.' })
  .transform((text) => text.replaceAll('\r\n', '\n').replaceAll('\u0000', '').trim())
  .pipe(
    z
      .string()
      .min(10, { error: 'Write at least 10 characters.' })
      .max(10_000, { error: 'Use 10,000 characters at most.' }),
  )

export const website = z
  .string()
  .trim()
  .optional()
  .transform((text) => text || undefined)
  .pipe(
    z
      .url({ protocol: /^https?$/, error: 'Enter a web address such as https://example.com.' })
      .max(200, { error: 'Use 200 characters at most.' })
      .optional(),
  )

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length
}
