import { z } from 'zod'
import { abnText, dayText } from './common.ts'

export const testData = z
  .object({
    personas: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        strength: z.enum(['BASIC', 'STANDARD', 'STRONG']),
        story: z.string(),
        address: z.string().nullable().describe('What the register holds, for linking.'),
      }),
    ),
    organisations: z.array(z.object({ code: z.string(), abn: abnText, name: z.string() })),
    students: z.array(z.object({ usi: z.string(), name: z.string(), birthDate: dayText, status: z.string() })),
    relyingParties: z.array(z.object({ id: z.string(), name: z.string(), addresses: z.array(z.string()) })),
  })
  .meta({ id: 'TestData' })
