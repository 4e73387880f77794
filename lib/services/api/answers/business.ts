import { z } from 'zod'
import { acts } from '../../../policy/permissions/acts.ts'
import { authorisationRow } from './authorisation.ts'
import { abnText, dayText, momentText } from './common.ts'

export const business = z
  .object({
    abn: abnText,
    name: z.string(),
    entityType: z.string(),
    mine: authorisationRow.describe('The authorisation of whoever made the token.'),
    may: z.record(z.enum(acts), z.boolean()).describe('What that person’s role allows.'),
    attention: z.array(
      z.object({ kind: z.string(), count: z.number().int(), day: dayText.nullable(), text: z.string() }),
    ),
    counts: z.object({
      representatives: z.number().int(),
      pending: z.number().int(),
      credentials: z.number().int(),
      notifications: z.number().int(),
    }),
    today: dayText.describe('Today by the clock of the business.'),
    now: momentText.describe('Its moment; the sandbox can move it.'),
  })
  .meta({ id: 'Business' })
