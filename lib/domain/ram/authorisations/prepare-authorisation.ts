import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn } from '../fields.ts'
import type { AgencyView, BusinessName } from '../views.ts'

export const prepareAuthorisationInput = z.object({
  abn,
  /** Null before the first step is answered. */
  representativeType: z.enum(['STANDARD', 'BASIC']).nullable().default(null),
})
export type PrepareAuthorisationInput = z.input<typeof prepareAuthorisationInput>

/** What the wizard needs to ask: limits by the business's clock, and the agencies that suit the type. */
export type AuthorisationWizard = {
  business: BusinessName
  today: string
  latestStart: string
  /** For a start today: the last end that a Basic user may have; null for Standard. */
  latestEnd: string | null
  mayAppointAdministrator: boolean
  mayAppointMachineCredentialAdministrator: boolean
  /** Empty before the type is chosen. */
  agencies: AgencyView[]
  declaration: string
}

/** Opens the wizard that adds a user. */
export async function prepareAuthorisation(
  _context: UseCaseContext,
  _input: PrepareAuthorisationInput,
): Promise<AuthorisationWizard> {
  throw new MandateError('common.unavailable')
}
