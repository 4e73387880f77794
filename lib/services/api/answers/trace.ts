import { z } from 'zod'
import { abnText, businessName, idText, momentText, pageOf } from './common.ts'

const named = z.object({ id: z.string(), name: z.string() })

export const traceSummary = z
  .object({
    id: z.string(),
    at: momentText,
    service: z.string(),
    accepted: z.boolean(),
    refusal: z.object({ title: z.string(), code: z.string(), event: z.string().nullable() }).nullable(),
    credential: named
      .extend({ external: z.boolean().describe('Of another authority, which this sandbox trusts.') })
      .nullable(),
    relyingParty: named.nullable(),
    durationMs: z.number(),
  })
  .meta({ id: 'TraceSummary' })

export const tracePage = pageOf(traceSummary)
  .extend({
    business: businessName,
    totalIsLeast: z.boolean().describe('There are more than "total", which stops counting.'),
    credentials: z.array(z.object({ id: idText, name: z.string() })),
  })
  .meta({ id: 'TracePage' })

export const trace = traceSummary
  .extend({
    abn: abnText.nullable(),
    steps: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        outcome: z.enum(['passed', 'refused', 'noted']),
        sentence: z.string(),
        facts: z.array(
          z.object({
            name: z.string(),
            label: z.string(),
            side: z.enum(['message', 'service']).describe('Whether it came with the message.'),
            value: z.string(),
          }),
        ),
        change: z.string().nullable().describe('The one change that would make it pass.'),
      }),
    ),
    tokenTraceId: z.string().nullable().describe('Trace of the token that this call used.'),
    calls: z
      .array(z.object({ id: z.string(), at: momentText, service: z.string(), accepted: z.boolean() }))
      .describe('Calls that used the token of this request.'),
  })
  .meta({ id: 'Trace' })
