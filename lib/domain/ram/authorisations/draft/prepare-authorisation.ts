import { z } from 'zod'
import { latestEnd, latestStart } from '../../../../policy/authorisations/dates.ts'
import { declarations } from '../../../../policy/declarations.ts'
import { mayEver } from '../../../../policy/permissions/decide.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { enterBusiness } from '../../acting/scene.ts'
import { abn } from '../../fields.ts'
import type { AgencyView, BusinessName } from '../../views.ts'
import { agencyViews, readCatalogue } from '../catalogue/read-catalogue.ts'

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
  context: UseCaseContext,
  input: PrepareAuthorisationInput,
): Promise<AuthorisationWizard> {
  const { abn, representativeType } = parseInput(prepareAuthorisationInput, input)
  const scene = await enterBusiness(context, abn)
  scene.permit('create-authorisation')
  const { business, today, asker } = scene
  return {
    business: { abn, name: business.name },
    today,
    latestStart: latestStart(today),
    latestEnd: representativeType === null ? null : latestEnd(representativeType, today),
    mayAppointAdministrator: mayEver('appoint-administrator', asker),
    mayAppointMachineCredentialAdministrator: mayEver('appoint-machine-credential-administrator', asker),
    agencies:
      representativeType === null ? [] : agencyViews(representativeType, await readCatalogue(context.runtime.store)),
    declaration: declarations.create,
  }
}
