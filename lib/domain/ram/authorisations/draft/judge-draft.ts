import type { Day } from '../../../../core/calendar-day.ts'
import type { AccessChoice } from '../../../../policy/authorisations/access.ts'
import { dateProblems } from '../../../../policy/authorisations/dates.ts'
import { invalidInput } from '../../../parse-input.ts'
import type { Scene } from '../../acting/scene.ts'
import type { Agency } from '../catalogue/read-catalogue.ts'
import type { Draft } from './authorisation-input.ts'
import { judgeAccess } from './judge-access.ts'

/** Roles and dates of a draft, judged. */
export type JudgedDetails = {
  isAdministrator: boolean
  isMachineCredentialAdministrator: boolean
  startDate: Day
  endDate: Day | null
}

type DraftDetails = Pick<
  Draft,
  'representativeType' | 'isAdministrator' | 'isMachineCredentialAdministrator' | 'startDate' | 'endDate'
>

/**
 * Judges the roles and dates of a new authorisation by the business's day and by what the person may appoint.
 *
 * @throws MandateError `common.invalid-input` with `fields`, or why the person may not appoint
 */
export function judgeDetails(draft: DraftDetails, scene: Scene): JudgedDetails {
  const { representativeType: type, isAdministrator, isMachineCredentialAdministrator, startDate, endDate } = draft
  const problems: Record<string, string> = { ...dateProblems(type, { startDate, endDate }, scene.today) }
  if (type === 'STANDARD') {
    if (isAdministrator === undefined)
      problems.isAdministrator = 'Choose whether this person will be an authorisation administrator.'
    if (isMachineCredentialAdministrator === undefined)
      problems.isMachineCredentialAdministrator =
        'Choose whether this person will be a machine credential administrator.'
  } else {
    if (isAdministrator) problems.isAdministrator = 'A Basic user cannot be an authorisation administrator.'
    if (isMachineCredentialAdministrator) {
      problems.isMachineCredentialAdministrator = 'A Basic user cannot be a machine credential administrator.'
    }
  }
  if (Object.keys(problems).length > 0) throw invalidInput(problems)
  const newcomer = { relationship: 'other', type } as const
  if (isAdministrator) scene.permit('appoint-administrator', newcomer)
  if (isMachineCredentialAdministrator) scene.permit('appoint-machine-credential-administrator', newcomer)
  return {
    isAdministrator: isAdministrator ?? false,
    isMachineCredentialAdministrator: isMachineCredentialAdministrator ?? false,
    startDate,
    endDate: endDate ?? null,
  }
}

/** Judges a whole draft; see {@link judgeDetails} and {@link judgeAccess}. */
export function judgeDraft(
  draft: Draft,
  scene: Scene,
  catalogue: readonly Agency[],
): JudgedDetails & { access: AccessChoice[] } {
  const details = judgeDetails(draft, scene)
  const access = judgeAccess(draft.representativeType, draft.access, draft.confirmNoAccess === 'yes', catalogue)
  return { ...details, access }
}
