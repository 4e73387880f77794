import { z } from 'zod'

/** Of a snapshot. */
export const snapshotName = z
  .string({ error: 'Enter a name.' })
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, {
    error: 'Use 1 to 60 letters, digits, dots, hyphens and underscores for the name, a letter or digit first.',
  })
