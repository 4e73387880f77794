'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import { withdrawSharing } from '../../../lib/domain/ram/sharing/withdraw-sharing.ts'
import { answerForm } from '../../support/answer-form.ts'
import { text } from '../../support/read-form.ts'

/** Takes back what the person agreed to share with a service. */
export async function withdrawAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await withdrawSharing(context, { submissionId: text(form, 'submissionId'), service: text(form, 'service') })
    return '/me/sharing?done=withdrawn'
  })
}
