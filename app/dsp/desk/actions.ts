'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import { type AnswerRequestInput, answerRequest } from '../../../lib/domain/dsp/support/answer-request.ts'
import { answerForm } from '../../support/answer-form.ts'
import { text } from '../../support/read-form.ts'

/** The desk answers, or resolves. */
export async function answerRequestAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { id } = await answerRequest(context, {
      submissionId: text(form, 'submissionId'),
      id: text(form, 'id'),
      version: text(form, 'version'),
      event: text(form, 'event'),
      text: text(form, 'text'),
    } as AnswerRequestInput)
    return `/dsp/desk/${id}?done=answered`
  })
}
