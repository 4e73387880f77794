import { z } from 'zod'
import { version } from '../ram/fields.ts'

/** Fields that the desk's forms share, each with the sentence that an operator reads when it is wrong. */

/** The id of a record that an operator names: short, for addresses and logs. */
export const recordName = z
  .string({ error: 'Enter an id.' })
  .trim()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, {
    error: 'Use 2 to 40 lower-case letters, digits and hyphens for the id, and begin with a letter.',
  })

export const displayName = z
  .string({ error: 'Enter a name.' })
  .trim()
  .min(1, { error: 'Enter a name.' })
  .max(80, { error: 'Use 80 characters at most for the name.' })

/** The version that was seen; 0 for a record that is to be made. */
export const versionOrNew = z.union([z.literal('0').transform(() => 0), z.literal(0), version])

/** Addresses, one on each line; one that comes twice is there once. */
export const addressLines = ({
  what,
  most,
  example,
  isAddress,
  normalise = (line) => line,
}: {
  what: string
  most: number
  example: string
  isAddress(line: string): boolean
  normalise?(line: string): string
}) =>
  z
    .string({ error: `Enter at least one ${what}.` })
    .max(most * 510, { error: 'This is too long.' })
    .transform((text) => [...new Set(text.split(/\r?\n/).map((line) => normalise(line.trim())))].filter(Boolean))
    .pipe(
      z
        .array(z.string())
        .min(1, { error: `Enter at least one ${what}.` })
        .max(most, { error: `Enter ${most} at most.` })
        .refine((all) => all.every((line) => line.length <= 500 && isAddress(line)), { error: example }),
    )
