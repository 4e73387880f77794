import { invalidInput } from '../../../../../lib/domain/parse-input.ts'
import type { DraftInput } from '../../../../../lib/domain/ram/authorisations/draft/authorisation-input.ts'
import type {
  CheckAuthorisationInput,
  WizardStep,
} from '../../../../../lib/domain/ram/authorisations/draft/check-authorisation.ts'
import type { DraftAnswers } from '../../../../../lib/platform/drafts/drafts.ts'
import { answer } from '../../../../support/journey.ts'
import { answeredDay } from '../../../../support/read-form.ts'

/** The name of the journey, one for each business. */
export function addUserJourney(abn: string): string {
  return `add-user/${abn}`
}

/** The pages of the wizard and the fields that each asks for. Those of the last are named by agency. */
export const wizardFields = {
  type: ['representativeType'],
  representative: ['givenNames', 'familyName', 'email'],
  details: [
    'isAdministrator',
    'isMachineCredentialAdministrator',
    ...['startDate', 'endDate'].flatMap((name) => [`${name}-day`, `${name}-month`, `${name}-year`]),
  ],
} as const satisfies Partial<Record<WizardStep, readonly string[]>>

/** The answers as the use case wants them. */
export function toDraftInput(abn: string, answers: DraftAnswers): CheckAuthorisationInput {
  const isStandard = answer(answers, 'representativeType') === 'STANDARD'
  return {
    abn,
    representativeType: answer(answers, 'representativeType') as DraftInput['representativeType'],
    givenNames: answer(answers, 'givenNames'),
    familyName: answer(answers, 'familyName'),
    email: answer(answers, 'email'),
    isAdministrator: isStandard ? yesOrNo(answer(answers, 'isAdministrator')) : undefined,
    isMachineCredentialAdministrator: isStandard
      ? yesOrNo(answer(answers, 'isMachineCredentialAdministrator'))
      : undefined,
    startDate: answeredDay(answers, 'startDate'),
    endDate: answeredDay(answers, 'endDate'),
    access: accessFrom(answers),
    confirmNoAccess: answer(answers, 'confirmNoAccess') === 'yes' ? 'yes' : undefined,
  }
}

/**
 * What was chosen for each agency. `SELECTED` is full access to the services that are ticked.
 *
 * @throws MandateError `common.invalid-input` where services should be picked and none is
 */
export function accessFrom(answers: DraftAnswers): AccessChoice[] {
  const missing: Record<string, string> = {}
  const access = (answers.agency ?? []).map((agencyId): AccessChoice => {
    const level = answer(answers, `level:${agencyId}`)
    const serviceIds = [...(answers[`service:${agencyId}`] ?? [])]
    if (level === 'SELECTED' && serviceIds.length === 0) {
      missing[`level:${agencyId}`] = 'Tick at least one service, or choose another access for this agency.'
    }
    if (level === 'FULL' || level === 'CUSTOM') return { agencyId, level, serviceIds: [] }
    if (level === 'SELECTED') return { agencyId, level: 'FULL', serviceIds }
    return { agencyId, level: 'NONE', serviceIds: [] }
  })
  if (Object.keys(missing).length > 0) throw invalidInput(missing)
  return access
}

type AccessChoice = DraftInput['access'][number]

function yesOrNo(value: string | undefined): 'yes' | 'no' | undefined {
  return value as 'yes' | 'no' | undefined
}
