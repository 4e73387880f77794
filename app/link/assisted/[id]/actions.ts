'use server'

import type { FormState } from '../../../../components/ui/form/form-state.ts'
import { withdrawLinkCase } from '../../../../lib/domain/ram/linking/cases/withdraw-link-case.ts'
import { answerForm } from '../../../support/answer-form.ts'
import { text } from '../../../support/read-form.ts'

/** Takes the person's own request back. */
export async function withdrawAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await withdrawLinkCase(context, { id: text(form, 'id') })
    return '/link/assisted?done=withdrawn'
  })
}
