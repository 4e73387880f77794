'use server'

import type { FormState } from '../../../../../../components/ui/form/form-state.ts'
import { changeEmail } from '../../../../../../lib/domain/ram/people/emails/change-email.ts'
import { sendEmailCode } from '../../../../../../lib/domain/ram/people/emails/send-email-code.ts'
import { verifyEmailCode } from '../../../../../../lib/domain/ram/people/emails/verify-email-code.ts'
import { answerForm } from '../../../../../support/answer-form.ts'
import { answer, journeyAnswers, keepAnswers } from '../../../../../support/journey.ts'
import { text } from '../../../../../support/read-form.ts'
import { changeEmailJourney } from './journey.ts'

/** Sends a code to the new address. */
export async function sendAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const sent = await sendEmailCode(context, { email: text(form, 'email'), purpose: 'CHANGE_EMAIL' })
    const draft = await keepAnswers(context, changeEmailJourney(text(form, 'id')), undefined, {
      email: [sent.email],
      emailCodeId: [sent.emailCodeId],
      expiresAt: [sent.expiresAt],
    })
    return `${placeOf(form)}/change-email/code?draft=${draft}`
  })
}

/** Checks the code, then changes the address. */
export async function verifyAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const id = text(form, 'id')
    const draft = text(form, 'draft')
    const answers = (await journeyAnswers(context, changeEmailJourney(id), draft)) ?? {}
    const emailCodeId = answer(answers, 'emailCodeId') ?? ''
    await verifyEmailCode(context, { emailCodeId, code: text(form, 'code') })
    await changeEmail(context, { submissionId: draft, abn: text(form, 'abn'), id, emailCodeId })
    return `${placeOf(form)}?done=email-changed`
  })
}

function placeOf(form: FormData): string {
  return `/businesses/${encodeURIComponent(text(form, 'abn'))}/authorisations/${encodeURIComponent(text(form, 'id'))}`
}
