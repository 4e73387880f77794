import { z } from 'zod'
import type { Day } from '../../../../core/calendar-day.ts'
import { formatDay } from '../../../../core/calendar-day.ts'
import { equalsText } from '../../../../platform/store/text-filters.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { declarations } from '../../../../policy/declarations.ts'
import { sameName } from '../../../../policy/identity/names.ts'
import { typeLabel } from '../../../../policy/permissions/roles.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { enterBusiness, type Scene } from '../../acting/scene.ts'
import { abn } from '../../fields.ts'
import type { AccessView, BusinessName } from '../../views.ts'
import { accessViews, readCatalogue } from '../catalogue/read-catalogue.ts'
import type { DraftInput } from './authorisation-input.ts'
import { accessStep, detailsStep, representativeStep, representativeTypeStep } from './authorisation-input.ts'
import { judgeAccess } from './judge-access.ts'
import { judgeDetails } from './judge-draft.ts'

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
  context: UseCaseContext,
  input: CheckAuthorisationInput,
  upTo: WizardStep,
): Promise<AuthorisationSummary> {
  const { store } = context.runtime
  const reached = (step: WizardStep) => wizardSteps.indexOf(step) <= wizardSteps.indexOf(upTo)
  const scene = await enterBusiness(context, parseInput(z.object({ abn }), input).abn)
  scene.permit('create-authorisation')
  const { representativeType: type } = parseInput(representativeTypeStep, input)
  const person = reached('representative') ? parseInput(representativeStep, input) : undefined
  const details = reached('details')
    ? judgeDetails({ representativeType: type, ...parseInput(detailsStep, input) }, scene)
    : undefined
  const { access, confirmNoAccess } = reached('access') ? parseInput(accessStep, input) : { access: undefined }
  const catalogue = await readCatalogue(store)
  const choices = access && judgeAccess(type, access, confirmNoAccess === 'yes', catalogue)
  return {
    business: { abn: scene.business.abn, name: scene.business.name },
    representativeType: type,
    typeLabel: typeLabel({ type, isAdministrator: details?.isAdministrator ?? false }),
    givenNames: person?.givenNames ?? null,
    familyName: person?.familyName ?? null,
    email: person?.email ?? null,
    isAdministrator: details?.isAdministrator ?? false,
    isMachineCredentialAdministrator: details?.isMachineCredentialAdministrator ?? false,
    startDate: details?.startDate ?? null,
    endDate: details?.endDate ?? null,
    access: accessViews(type, choices ?? [], catalogue),
    declaration: declarations.create,
    warnings: [
      ...(person === undefined ? [] : await namesakes(context, scene, person)),
      ...(choices?.length === 0 ? ['The representative will have access to nothing.'] : []),
    ],
  }
}

/** Others of the same name: very likely the same person, who can hold one authorisation only. */
async function namesakes(
  { runtime }: UseCaseContext,
  scene: Scene,
  person: { givenNames: string; familyName: string },
): Promise<string[]> {
  const rows = await runtime.store.authorisation.findMany({
    where: {
      abn: scene.business.abn,
      status: { in: ['PENDING', 'ACCEPTED', 'ACTIVE'] },
      familyName: equalsText(person.familyName),
    },
    take: 100,
  })
  return rows
    .filter((row) => sameName(row, person) && statusAt(row, scene.now, scene.today).status !== 'INACTIVE')
    .slice(0, 3)
    .map((row) =>
      row.status === 'PENDING'
        ? `A request to ${row.givenNames} ${row.familyName} is waiting already, sent to ${row.email}.`
        : `${row.givenNames} ${row.familyName} acts for the business already (${typeLabel(row).toLowerCase()}, since ${formatDay(row.startDate as Day)}). A person can hold one authorisation only; a higher one replaces a lower one.`,
    )
}
