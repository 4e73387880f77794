'use server'

import type { FormState } from '../../../../../components/ui/form/form-state.ts'
import { invalidInput } from '../../../../../lib/domain/parse-input.ts'
import {
  type RenewAuthorisationsInput,
  renewAuthorisations,
} from '../../../../../lib/domain/ram/authorisations/renew-authorisations.ts'
import { answerForm } from '../../../../support/answer-form.ts'
import { keepAnswers } from '../../../../support/journey.ts'
import { all, dayFrom, text } from '../../../../support/read-form.ts'
import { renewJourney } from './journey.ts'

/** Renews those that were ticked; the outcome names those that failed. */
export async function renewManyAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const abn = text(form, 'abn')
    const ids = all(form, 'ids')
    if (ids.length === 0) throw invalidInput({ ids: 'Choose at least one authorisation.' })
    const endDate = dayFrom(form, 'endDate')
    const { renewed, failed } = await renewAuthorisations(context, {
      submissionId: text(form, 'submissionId'),
      abn,
      items: ids.map((id) => ({ id, endDate })),
      declaration: text(form, 'declaration'),
    } as RenewAuthorisationsInput)
    const draft = await keepAnswers(context, renewJourney(abn), undefined, {
      renewed: renewed.map(({ fullName, endDate: end }) => JSON.stringify([fullName, end])),
      failed: failed.map(({ fullName, problem }) => JSON.stringify([fullName, problem.happened, problem.remedy])),
    })
    return `/businesses/${encodeURIComponent(abn)}/authorisations/renew/outcome?draft=${draft}`
  })
}
