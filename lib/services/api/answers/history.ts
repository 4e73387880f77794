import { z } from 'zod'
import { businessName, momentText, pageOf } from './common.ts'

export const historyPage = pageOf(
  z
    .object({
      position: z.number().int().describe('Counts up from 1 without a gap.'),
      at: momentText,
      category: z.enum(['AUTHORISATION', 'CREDENTIAL', 'NOTIFICATION', 'SOFTWARE']),
      act: z.string(),
      actLabel: z.string(),
      actorName: z.string(),
      subjectName: z.string(),
      details: z.array(z.string()),
    })
    .meta({ id: 'HistoryEntry' }),
)
  .extend({ business: businessName })
  .meta({ id: 'HistoryPage' })
