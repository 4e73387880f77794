'use server'

import type { FormState } from '../../../../components/ui/form/form-state.ts'
import { type ActOnRequestInput, actOnRequest } from '../../../../lib/domain/dsp/support/act-on-request.ts'
import { type OpenRequestInput, openRequest } from '../../../../lib/domain/dsp/support/open-request.ts'
import { answerForm } from '../../../support/answer-form.ts'
import { text } from '../../../support/read-form.ts'

/** Asks the desk. */
export async function openRequestAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { id } = await openRequest(context, {
      submissionId: text(form, 'submissionId'),
      abn: text(form, 'abn'),
      kind: text(form, 'kind'),
      topic: text(form, 'topic'),
      subject: text(form, 'subject'),
      text: text(form, 'text'),
      isPrivate: text(form, 'isPrivate'),
      severity: text(form, 'severity'),
      credentialId: text(form, 'credentialId'),
      productId: text(form, 'productId'),
      traces: text(form, 'traces'),
    } as OpenRequestInput)
    return `${placeOf(form)}/${id}?done=sent`
  })
}

/** Replies, escalates, resolves, opens again, or withdraws. */
export async function actOnRequestAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { id } = await actOnRequest(context, {
      submissionId: text(form, 'submissionId'),
      abn: text(form, 'abn'),
      id: text(form, 'id'),
      version: text(form, 'version'),
      event: text(form, 'event'),
      text: text(form, 'text'),
    } as ActOnRequestInput)
    return `${placeOf(form)}/${id}?done=answered`
  })
}

function placeOf(form: FormData): string {
  return `/dsp/${encodeURIComponent(text(form, 'abn'))}/support`
}
