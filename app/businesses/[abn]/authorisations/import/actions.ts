'use server'

import type { FormState } from '../../../../../components/ui/form/form-state.ts'
import type { UseCaseContext } from '../../../../../lib/domain/context.ts'
import { invalidInput } from '../../../../../lib/domain/parse-input.ts'
import {
  type ImportAuthorisationsInput,
  importAuthorisations,
} from '../../../../../lib/domain/ram/authorisations/imports/import-authorisations.ts'
import { previewImport } from '../../../../../lib/domain/ram/authorisations/imports/preview-import.ts'
import { answerForm } from '../../../../support/answer-form.ts'
import { answer, journeyAnswers, keepAnswers } from '../../../../support/journey.ts'
import { optionalText, text } from '../../../../support/read-form.ts'
import { importJourney, importPath } from './journey.ts'

/** The file, chosen or pasted: what would become of each line is shown next. */
export async function answerFile(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const abn = text(form, 'abn')
    const csv = (await chosenFile(form)) ?? text(form, 'csv')
    if (csv.trim() === '') throw invalidInput({ file: 'Choose a CSV file, or paste its lines.' })
    await previewImport(context, { abn, csv })
    const draft = await keepAnswers(context, importJourney(abn), await draftToGoOnWith(context, form), { csv: [csv] })
    return `${importPath(abn)}/preview?draft=${draft}`
  })
}

/** Sends the requests of the lines that are right. */
export async function importAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const abn = text(form, 'abn')
    const draft = text(form, 'draft')
    const answers = (await journeyAnswers(context, importJourney(abn), draft)) ?? {}
    const { sent, failed } = await importAuthorisations(context, {
      submissionId: draft,
      abn,
      csv: answer(answers, 'csv') ?? '',
      declaration: text(form, 'declaration'),
    } as ImportAuthorisationsInput)
    await keepAnswers(context, importJourney(abn), draft, { outcome: [JSON.stringify({ sent, failed })] })
    return `${importPath(abn)}/outcome?draft=${draft}`
  })
}

/** The draft of the page; none once its import was sent, so that another file begins another import. */
async function draftToGoOnWith(context: UseCaseContext, form: FormData): Promise<string | undefined> {
  const draft = optionalText(form, 'draft')
  const answers = await journeyAnswers(context, importJourney(text(form, 'abn')), draft)
  return answers?.outcome === undefined ? draft : undefined
}

async function chosenFile(form: FormData): Promise<string | undefined> {
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) return undefined
  if (file.size > 500_000) throw invalidInput({ file: 'Choose a file of 500 kB at most.' })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    throw invalidInput({ file: 'Save the file as CSV in UTF-8, and choose it again.' })
  }
}
