'use server'

import type { FormState } from '../../../../components/ui/form/form-state.ts'
import {
  type CheckCaseBusinessesInput,
  checkCaseBusinesses,
} from '../../../../lib/domain/ram/linking/cases/check-case-businesses.ts'
import { type CheckEvidenceInput, checkEvidence } from '../../../../lib/domain/ram/linking/cases/check-evidence.ts'
import { type OpenLinkCasesInput, openLinkCases } from '../../../../lib/domain/ram/linking/cases/open-link-cases.ts'
import { answerForm } from '../../../support/answer-form.ts'
import { answer, answersFrom, journeyAnswers, keepAnswers } from '../../../support/journey.ts'
import { optionalText, text } from '../../../support/read-form.ts'
import { checkCode, sendCodeTo } from '../../email-answers.ts'
import { businessesOf, caseJourney, caseStart, documentCount, documentNames, documentsOf } from './journey.ts'

const emailQuestion = { journey: caseJourney, path: caseStart }

/** Which businesses, and what the person is to them. */
export async function answerCaseBusinesses(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const entered = { abns: text(form, 'abns'), capacity: text(form, 'capacity') }
    await checkCaseBusinesses(context, entered as CheckCaseBusinessesInput)
    const answers = answersFrom(form, ['abns', 'capacity'])
    const draft = await keepAnswers(context, caseJourney, optionalText(form, 'draft'), answers)
    return `${caseStart}/evidence?draft=${draft}`
  })
}

/** The documents. With the button for another one, the page comes again with room for it. */
export async function answerEvidence(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const draft = text(form, 'draft')
    const many = documentCount({ documents: [text(form, 'documents')] })
    const entered = { ...answersFrom(form, documentNames(many)), documents: [String(many)] }
    if (text(form, 'more') === 'yes') {
      await keepAnswers(context, caseJourney, draft, { ...entered, documents: [String(many + 1)] })
      return `${caseStart}/evidence?draft=${draft}#evidence.${many}.kind`
    }
    const { capacity } = (await journeyAnswers(context, caseJourney, draft)) ?? {}
    checkEvidence({ capacity: capacity?.[0], evidence: documentsOf(entered) } as CheckEvidenceInput)
    await keepAnswers(context, caseJourney, draft, entered)
    return `${caseStart}/email?draft=${draft}`
  })
}

export async function answerCaseEmail(before: FormState, form: FormData): Promise<FormState> {
  return sendCodeTo(emailQuestion, before, form)
}

export async function answerCaseCode(before: FormState, form: FormData): Promise<FormState> {
  return checkCode(emailQuestion, before, form)
}

/** The declaration: sends the requests, one for each business. */
export async function sendCasesAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const draft = text(form, 'draft')
    const answers = (await journeyAnswers(context, caseJourney, draft)) ?? {}
    const businesses = await businessesOf(context, answers)
    const { opened, failed } = await openLinkCases(context, {
      submissionId: draft,
      abns: businesses.map(({ abn }) => abn as string),
      capacity: answer(answers, 'capacity'),
      evidence: documentsOf(answers),
      emailCodeId: answer(answers, 'emailCodeId') ?? '',
      declaration: text(form, 'declaration'),
    } as OpenLinkCasesInput)
    const [only] = opened
    if (businesses.length === 1 && only !== undefined) return `/link/assisted/${only.id}?done=sent`
    const nameOf = new Map(businesses.map(({ abn, name }) => [abn as string, name]))
    await keepAnswers(context, caseJourney, draft, {
      opened: opened.map(({ id, businessName }) => JSON.stringify([id, businessName])),
      failed: failed.map(({ abn, problem }) => JSON.stringify([nameOf.get(abn) ?? abn, problem.happened])),
    })
    return `${caseStart}/outcome?draft=${draft}`
  })
}
