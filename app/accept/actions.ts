'use server'

import type { FormState } from '../../components/ui/form/form-state.ts'
import { hasCode } from '../../lib/core/errors/index.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import {
  type AcceptAuthorisationInput,
  acceptAuthorisation,
} from '../../lib/domain/ram/authorisations/requests/accept-authorisation.ts'
import { askForNewCode } from '../../lib/domain/ram/authorisations/requests/ask-for-new-code.ts'
import { declineAuthorisation } from '../../lib/domain/ram/authorisations/requests/decline-authorisation.ts'
import { findRequestByCode } from '../../lib/domain/ram/authorisations/requests/find-request-by-code.ts'
import { answerForm } from '../support/answer-form.ts'
import { journeyAnswers, keepAnswers } from '../support/journey.ts'
import { text } from '../support/read-form.ts'
import { acceptJourney } from './journey.ts'

/** The code from the email: is there a request for this person? */
export async function answerCode(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const code = text(form, 'code')
    const remember = () => keepAnswers(context, acceptJourney, undefined, { code: [code] })
    try {
      await findRequestByCode(context, { code })
    } catch (error) {
      if (!hasCode(error, 'ram.code-lapsed')) throw error
      return `/accept/new-code?draft=${await remember()}`
    }
    return `/accept/review?draft=${await remember()}`
  })
}

/** Accepts the request. */
export async function acceptAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { draft, code } = await codeOf(context, form)
    const accepted = await acceptAuthorisation(context, {
      submissionId: draft,
      code,
      declaration: text(form, 'declaration'),
      consent: text(form, 'consent'),
    } as AcceptAuthorisationInput)
    await keepAnswers(context, acceptJourney, draft, {
      abn: [accepted.abn],
      businessName: [accepted.businessName],
      typeLabel: [accepted.typeLabel],
      startDate: accepted.status === 'ACCEPTED' ? [accepted.startDate] : [],
      outcome: ['accepted'],
    })
    return `/accept/done?draft=${draft}`
  })
}

/** Declines the request. */
export async function declineAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { draft, code } = await codeOf(context, form)
    const { businessName } = await declineAuthorisation(context, {
      submissionId: draft,
      code,
      reason: text(form, 'reason'),
    })
    await keepAnswers(context, acceptJourney, draft, { businessName: [businessName], outcome: ['declined'] })
    return `/accept/done?draft=${draft}`
  })
}

/** Asks the business for a new code. */
export async function newCodeAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { draft, code } = await codeOf(context, form)
    await askForNewCode(context, { submissionId: draft, code })
    await keepAnswers(context, acceptJourney, draft, { outcome: ['asked'] })
    return `/accept/done?draft=${draft}`
  })
}

async function codeOf(context: UseCaseContext, form: FormData): Promise<{ draft: string; code: string }> {
  const draft = text(form, 'draft')
  const answers = await journeyAnswers(context, acceptJourney, draft)
  return { draft, code: answers?.code?.[0] ?? '' }
}
