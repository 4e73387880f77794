'use server'

import type { FormState } from '../../components/ui/form/form-state.ts'
import { invalidInput } from '../../lib/domain/parse-input.ts'
import {
  type FindEligibleBusinessesInput,
  findEligibleBusinesses,
} from '../../lib/domain/ram/linking/online/find-eligible-businesses.ts'
import { type LinkBusinessInput, linkBusiness } from '../../lib/domain/ram/linking/online/link-business.ts'
import { type PreviewLinksInput, previewLinks } from '../../lib/domain/ram/linking/online/preview-links.ts'
import { answerForm } from '../support/answer-form.ts'
import { answer, answersFrom, journeyAnswers, keepAnswers } from '../support/journey.ts'
import { all, optionalText, text } from '../support/read-form.ts'
import { checkCode, sendCodeTo } from './email-answers.ts'
import { addressNames, addressOf, linkJourney } from './journey.ts'

const emailQuestion = { journey: linkJourney, path: '/link' }

/** The address: is there a business for this person at it? */
export async function answerAddress(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const answers = answersFrom(form, addressNames)
    await findEligibleBusinesses(context, addressOf(answers) as FindEligibleBusinessesInput)
    const draft = await keepAnswers(context, linkJourney, optionalText(form, 'draft'), answers)
    return `/link/businesses?draft=${draft}`
  })
}

/** Which of the businesses. */
export async function answerBusinesses(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    if (all(form, 'abns').length === 0) throw invalidInput({ abns: 'Choose at least one business.' })
    const draft = await keepAnswers(context, linkJourney, optionalText(form, 'draft'), answersFrom(form, ['abns']))
    return `/link/email?draft=${draft}`
  })
}

/** A list of ABNs instead of ticks: what would become of each is shown next. */
export async function answerList(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const draft = text(form, 'draft')
    const answers = (await journeyAnswers(context, linkJourney, draft)) ?? {}
    await previewLinks(context, { ...addressOf(answers), abns: text(form, 'abns') } as PreviewLinksInput)
    await keepAnswers(context, linkJourney, draft, { list: [text(form, 'abns')] })
    return `/link/businesses/list/check?draft=${draft}`
  })
}

/** The email address: sends a code to it. */
export async function answerEmail(before: FormState, form: FormData): Promise<FormState> {
  return sendCodeTo(emailQuestion, before, form)
}

/** The code that came by email. */
export async function answerCode(before: FormState, form: FormData): Promise<FormState> {
  return checkCode(emailQuestion, before, form)
}

/** The declaration: links the businesses. */
export async function linkAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const draft = text(form, 'draft')
    const answers = (await journeyAnswers(context, linkJourney, draft)) ?? {}
    const { linked, failed } = await linkBusiness(context, {
      ...addressOf(answers),
      submissionId: draft,
      abns: [...(answers.abns ?? [])],
      emailCodeId: answer(answers, 'emailCodeId') ?? '',
      declaration: text(form, 'declaration'),
    } as LinkBusinessInput)
    await keepAnswers(context, linkJourney, draft, {
      linkedAbn: linked.map(({ abn }) => abn),
      linkedName: linked.map(({ name }) => name),
      notLinked: failed.map(({ abn, name, problem }) => JSON.stringify([abn, name, problem.happened])),
    })
    return `/link/done?draft=${draft}`
  })
}
