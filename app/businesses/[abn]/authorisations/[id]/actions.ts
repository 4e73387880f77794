'use server'

import type { FormState } from '../../../../../components/ui/form/form-state.ts'
import {
  type EditAuthorisationInput,
  editAuthorisation,
} from '../../../../../lib/domain/ram/authorisations/edit/edit-authorisation.ts'
import { removeAuthorisation } from '../../../../../lib/domain/ram/authorisations/remove-authorisation.ts'
import {
  type RenewAuthorisationsInput,
  renewAuthorisations,
} from '../../../../../lib/domain/ram/authorisations/renew-authorisations.ts'
import { reissueCode } from '../../../../../lib/domain/ram/authorisations/requests/reissue-code.ts'
import { answerForm } from '../../../../support/answer-form.ts'
import { answersFrom } from '../../../../support/journey.ts'
import { dayFrom, optionalText, text } from '../../../../support/read-form.ts'
import { accessFrom } from '../new/answers.ts'

/** Removes an authorisation for good. */
export async function removeAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const removed = await removeAuthorisation(context, recordOf(form))
    if (removed.self) return '/businesses?done=self-removed'
    return `${placeOf(form)}?done=removed&credentials=${removed.credentialsUnassigned}`
  })
}

/** Sends a new code for a request. */
export async function reissueAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await reissueCode(context, recordOf(form))
    return `${placeOf(form)}?done=reissued`
  })
}

/** Renews one authorisation; the same use case renews many. */
export async function renewAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { submissionId, abn, id } = recordOf(form)
    const { failed } = await renewAuthorisations(context, {
      submissionId,
      abn,
      items: [{ id, endDate: dayFrom(form, 'endDate') }],
      declaration: text(form, 'declaration'),
    } as RenewAuthorisationsInput)
    return failed[0]?.problem ?? `${placeOf(form)}?done=renewed`
  })
}

/** Saves what was edited. Only fields that the form had are changed. */
export async function editAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const given = (name: string) => (form.has(name) ? text(form, name) : undefined)
    const names = [...form.keys()].filter((name) => /^(agency|level:.+|service:.+)$/.test(name))
    await editAuthorisation(context, {
      ...recordOf(form),
      version: text(form, 'version'),
      givenNames: given('givenNames'),
      familyName: given('familyName'),
      email: given('email'),
      startDate: form.has('startDate-day') ? dayFrom(form, 'startDate') : undefined,
      endDate: form.has('endDate-day') ? dayFrom(form, 'endDate') : undefined,
      isAdministrator: given('isAdministrator'),
      isMachineCredentialAdministrator: given('isMachineCredentialAdministrator'),
      access: form.has('agency') ? accessFrom(answersFrom(form, names)) : undefined,
      confirmNoAccess: optionalText(form, 'confirmNoAccess'),
      declaration: text(form, 'declaration'),
    } as EditAuthorisationInput)
    return `${placeOf(form)}?done=edited`
  })
}

function recordOf(form: FormData): { submissionId: string; abn: string; id: string } {
  return { submissionId: text(form, 'submissionId'), abn: text(form, 'abn'), id: text(form, 'id') }
}

function placeOf(form: FormData): string {
  const { abn, id } = recordOf(form)
  return `/businesses/${encodeURIComponent(abn)}/authorisations/${encodeURIComponent(id)}`
}
