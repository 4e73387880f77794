import { z } from 'zod'
import { parseSoftwareId, type SoftwareId } from '../../../core/software-id.ts'
import { abn, day, declaration, optionalDay, submissionId } from '../fields.ts'

const softwareId = z.string({ error: 'Enter a software ID.' }).transform((text, context): SoftwareId => {
  try {
    return parseSoftwareId(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'Enter the 10 digits of the software ID.' })
    return z.NEVER
  }
})

/** What both directions ask: the software, the service and the dates. */
export const notificationFields = {
  submissionId,
  abn,
  softwareIds: z
    .array(softwareId)
    .min(1, { error: 'Enter at least one software ID.' })
    .max(20, { error: 'Enter 20 software IDs at most.' })
    .transform((ids) => [...new Set(ids)]),
  serviceId: z.string({ error: 'Choose the agency service.' }).min(1, { error: 'Choose the agency service.' }),
  startDate: day,
  endDate: optionalDay,
  declaration,
}
