import type { UseCaseContext } from '../../../../lib/domain/context.ts'
import { checkCaseBusinesses } from '../../../../lib/domain/ram/linking/cases/check-case-businesses.ts'
import type { DraftAnswers } from '../../../../lib/platform/drafts/drafts.ts'
import { answer } from '../../../support/journey.ts'
import type { Search } from '../../../support/read-search.ts'
import { linkStep } from '../../journey.ts'

/** The name of the journey that asks for assisted linking. */
export const caseJourney = 'assisted-linking'

export const caseStart = '/link/assisted/new'

/** Where a page of the journey stands; see {@link linkStep}. */
export function caseStep(context: UseCaseContext, searchParams: Search, needs: readonly string[] = []) {
  const journey = { journey: caseJourney, start: caseStart }
  return linkStep(context, searchParams, ['abns', 'capacity', ...needs], journey)
}

/** The businesses of the list that was entered. */
export function businessesOf(context: UseCaseContext, answers: DraftAnswers) {
  return checkCaseBusinesses(context, { abns: answer(answers, 'abns') ?? '' })
}

/** Fields of one document. */
export const documentFields = ['kind', 'reference', 'note'] as const

/** How many documents the page has room for. */
export function documentCount(answers: DraftAnswers): number {
  return Math.min(10, Math.max(1, Number(answer(answers, 'documents')) || 1))
}

export function documentNames(many: number): string[] {
  return Array.from({ length: many }, (_, at) => documentFields.map((field) => `evidence.${at}.${field}`)).flat()
}

/** The documents that were named; rooms that were left empty are left out, unless all are. */
export function documentsOf(answers: DraftAnswers) {
  const all = Array.from({ length: documentCount(answers) }, (_, at) => {
    const [kind = '', reference = '', note = ''] = documentFields.map((field) =>
      (answer(answers, `evidence.${at}.${field}`) ?? '').trim(),
    )
    return { kind, reference, note }
  })
  const named = all.filter((item) => item.kind + item.reference + item.note !== '')
  return named.length === 0 ? all.slice(0, 1) : named
}
