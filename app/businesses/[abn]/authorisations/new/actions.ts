'use server'

import type { FormState } from '../../../../../components/ui/form/form-state.ts'
import {
  type CreateAuthorisationInput,
  createAuthorisation,
} from '../../../../../lib/domain/ram/authorisations/create-authorisation.ts'
import {
  type CheckAuthorisationInput,
  checkAuthorisation,
  type WizardStep,
} from '../../../../../lib/domain/ram/authorisations/draft/check-authorisation.ts'
import type { DraftAnswers } from '../../../../../lib/platform/drafts/drafts.ts'
import { answerForm } from '../../../../support/answer-form.ts'
import { answersFrom, journeyAnswers, keepAnswers } from '../../../../support/journey.ts'
import { optionalText, text } from '../../../../support/read-form.ts'
import { addUserJourney, toDraftInput, wizardFields } from './answers.ts'

/** First page: Standard or Basic user. */
export async function answerType(before: FormState, form: FormData): Promise<FormState> {
  return answerStep(before, form, 'type', answersFrom(form, wizardFields.type), 'representative')
}

/** Second page: who it is. */
export async function answerRepresentative(before: FormState, form: FormData): Promise<FormState> {
  return answerStep(before, form, 'representative', answersFrom(form, wizardFields.representative), 'details')
}

/** Third page: roles and dates. */
export async function answerDetails(before: FormState, form: FormData): Promise<FormState> {
  return answerStep(before, form, 'details', answersFrom(form, wizardFields.details), 'access')
}

/** Fourth page: what the person may use. */
export async function answerAccess(before: FormState, form: FormData): Promise<FormState> {
  const names = new Set([...form.keys()].filter((name) => /^(agency|confirmNoAccess|level:.+|service:.+)$/.test(name)))
  const cleared = { confirmNoAccess: [] }
  return answerStep(before, form, 'access', { ...cleared, ...answersFrom(form, [...names]) }, 'summary')
}

/** Last page: sends the request. */
export async function sendRequest(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const abn = text(form, 'abn')
    const draft = text(form, 'draft')
    const answers = (await journeyAnswers(context, addUserJourney(abn), draft)) ?? {}
    const sent = await createAuthorisation(context, {
      ...toDraftInput(abn, answers),
      submissionId: draft,
      declaration: text(form, 'declaration'),
    } as CreateAuthorisationInput)
    return `/businesses/${sent.abn}/authorisations/${sent.id}?done=requested`
  })
}

function answerStep(
  before: FormState,
  form: FormData,
  step: WizardStep,
  answers: DraftAnswers,
  next: string,
): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const abn = text(form, 'abn')
    const journey = addUserJourney(abn)
    const earlier = await journeyAnswers(context, journey, optionalText(form, 'draft'))
    const input: CheckAuthorisationInput = toDraftInput(abn, {
      ...earlier,
      ...withoutOldAgencies(step, earlier),
      ...answers,
    })
    await checkAuthorisation(context, input, step)
    const draft = await keepAnswers(context, journey, optionalText(form, 'draft'), {
      ...withoutOldAgencies(step, earlier),
      ...answers,
    })
    const goOn = text(form, 'goOn') === 'summary' ? 'summary' : next
    return `/businesses/${abn}/authorisations/new/${goOn}?draft=${draft}`
  })
}

// Boxes that are not ticked are not sent: what was ticked before must not stay.
function withoutOldAgencies(step: WizardStep, earlier: DraftAnswers | undefined): DraftAnswers {
  if (step !== 'access' || earlier === undefined) return {}
  return Object.fromEntries(
    Object.keys(earlier)
      .filter((name) => /^(level|service):/.test(name))
      .map((name) => [name, []]),
  )
}
