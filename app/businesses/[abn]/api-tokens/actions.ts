'use server'

import type { FormState } from '../../../../components/ui/form/form-state.ts'
import { type CreateApiTokenInput, createApiToken } from '../../../../lib/domain/ram/api-tokens/create-api-token.ts'
import { revokeApiToken } from '../../../../lib/domain/ram/api-tokens/revoke-api-token.ts'
import { answerForm } from '../../../support/answer-form.ts'
import { keepAnswers } from '../../../support/journey.ts'
import { all, dayFrom, text } from '../../../support/read-form.ts'

/** Makes a token, and leads to the page that shows it once. */
export async function createAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { secret, name } = await createApiToken(context, {
      submissionId: text(form, 'submissionId'),
      abn: text(form, 'abn'),
      name: text(form, 'name'),
      rights: all(form, 'rights'),
      lastDay: dayFrom(form, 'lastDay'),
    } as CreateApiTokenInput)
    const created = `${placeOf(form)}/created`
    if (secret === null) return created
    return `${created}?draft=${await keepAnswers(context, 'api-token', undefined, { secret: [secret], name: [name] })}`
  })
}

/** Revokes a token, at once and for good. */
export async function revokeAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await revokeApiToken(context, {
      submissionId: text(form, 'submissionId'),
      abn: text(form, 'abn'),
      id: text(form, 'id'),
    })
    return `${placeOf(form)}?done=revoked`
  })
}

function placeOf(form: FormData): string {
  return `/businesses/${encodeURIComponent(text(form, 'abn'))}/api-tokens`
}
