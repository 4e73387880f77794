import { z } from 'zod'
import { abn, day, email, familyName, givenNames, optionalDay, yesNo } from '../../fields.ts'

/** The steps of the wizard, each a schema of its own, so that a page can judge its step alone. */

export const representativeTypeStep = z.object({
  representativeType: z.enum(['STANDARD', 'BASIC'], { error: 'Choose a representative type.' }),
})

export const representativeStep = z.object({ givenNames, familyName, email })

export const detailsStep = z.object({
  /** Left out for Basic users. */
  isAdministrator: yesNo('Choose whether this person will be an authorisation administrator.').optional(),
  isMachineCredentialAdministrator: yesNo(
    'Choose whether this person will be a machine credential administrator.',
  ).optional(),
  startDate: day,
  endDate: optionalDay,
})

/** One agency: FULL, CUSTOM (set in the agency's own tool) or NONE. `serviceIds` empty means all of its services. */
export const accessChoice = z.object({
  agencyId: z.string(),
  level: z.enum(['FULL', 'CUSTOM', 'NONE']),
  serviceIds: z.array(z.string()).max(200).default([]),
})

export const accessStep = z.object({
  /** Agencies that are left out have no access. */
  access: z.array(accessChoice).max(500),
  /** `yes` when the person was warned that the representative will reach nothing, and wants that. */
  confirmNoAccess: z.enum(['yes']).optional(),
})

export const draftFields = {
  abn,
  ...representativeTypeStep.shape,
  ...representativeStep.shape,
  ...detailsStep.shape,
  ...accessStep.shape,
}
export const draftInput = z.object(draftFields)
export type DraftInput = z.input<typeof draftInput>
export type Draft = z.output<typeof draftInput>
