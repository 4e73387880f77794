import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import type { AccessView, BusinessName } from '../views.ts'
import type { DraftInput } from './authorisation-input.ts'

export const wizardSteps = ['type', 'representative', 'details', 'access'] as const
export type WizardStep = (typeof wizardSteps)[number]

/** What the wizard has so far; steps that are not answered yet are left out. */
export type CheckAuthorisationInput = Partial<DraftInput> & { abn: string }

/** The summary page's facts. Fields of steps that were not asked for are null. */
export type AuthorisationSummary = {
  business: BusinessName
  representativeType: 'STANDARD' | 'BASIC'
  typeLabel: string
  givenNames: string | null
  familyName: string | null
  email: string | null
  isAdministrator: boolean
  isMachineCredentialAdministrator: boolean
  startDate: string | null
  endDate: string | null
  access: AccessView[]
  declaration: string
  /** What the person should know before they send it: somebody of that name is there already, and the like. */
  warnings: string[]
}

/**
 * Judges the wizard up to and with one step, by the same rules as `createAuthorisation`, and writes nothing.
 *
 * @throws MandateError `common.invalid-input` with `fields`, `ram.access-to-nothing`, or why the person may not
 */
export async function checkAuthorisation(
  _context: UseCaseContext,
  _input: CheckAuthorisationInput,
  _upTo: WizardStep,
): Promise<AuthorisationSummary> {
  throw new MandateError('common.unavailable')
}
