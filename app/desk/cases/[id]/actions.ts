'use server'

import type { FormState } from '../../../../components/ui/form/form-state.ts'
import { type DecideLinkCaseInput, decideLinkCase } from '../../../../lib/domain/ram/linking/cases/decide-link-case.ts'
import { reissueLinkCode } from '../../../../lib/domain/ram/linking/cases/reissue-link-code.ts'
import { answerForm } from '../../../support/answer-form.ts'
import { text } from '../../../support/read-form.ts'

/** An operator decides a request, with reasons. */
export async function decideAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { id, status } = await decideLinkCase(context, {
      submissionId: text(form, 'submissionId'),
      id: text(form, 'id'),
      version: text(form, 'version'),
      decision: text(form, 'decision'),
      reason: text(form, 'reason'),
    } as DecideLinkCaseInput)
    return `/desk/cases/${id}?done=${status.toLowerCase()}`
  })
}

/** An operator sends a new code for an approved request. */
export async function reissueAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { id } = await reissueLinkCode(context, { submissionId: text(form, 'submissionId'), id: text(form, 'id') })
    return `/desk/cases/${id}?done=reissued`
  })
}
