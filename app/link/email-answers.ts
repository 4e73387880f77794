import type { FormState } from '../../components/ui/form/form-state.ts'
import { sendEmailCode } from '../../lib/domain/ram/people/emails/send-email-code.ts'
import { verifyEmailCode } from '../../lib/domain/ram/people/emails/verify-email-code.ts'
import { answerForm } from '../support/answer-form.ts'
import { answer, journeyAnswers, keepAnswers } from '../support/journey.ts'
import { optionalText, text } from '../support/read-form.ts'

/** Both ways of linking ask for an email address: the name of the journey's drafts, and where its pages are. */
export type EmailQuestion = { journey: string; path: string }

/** Sends a code to the email address that was entered. */
export async function sendCodeTo(
  { journey, path }: EmailQuestion,
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const sent = await sendEmailCode(context, { email: text(form, 'email'), purpose: 'LINK_BUSINESS' })
    const draft = await keepAnswers(context, journey, optionalText(form, 'draft'), {
      email: [sent.email],
      emailCodeId: [sent.emailCodeId],
      expiresAt: [sent.expiresAt],
      verified: [],
    })
    return `${path}/email/code?draft=${draft}`
  })
}

/** Checks the code that came by email. */
export async function checkCode(
  { journey, path }: EmailQuestion,
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const draft = text(form, 'draft')
    const answers = (await journeyAnswers(context, journey, draft)) ?? {}
    await verifyEmailCode(context, { emailCodeId: answer(answers, 'emailCodeId') ?? '', code: text(form, 'code') })
    await keepAnswers(context, journey, draft, { verified: ['yes'] })
    return `${path}/declaration?draft=${draft}`
  })
}
