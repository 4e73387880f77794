import { z } from 'zod'
import { describeError, type ErrorText, isMandateError } from '../../../../core/errors/index.ts'
import { derivedId } from '../../../../platform/derived-id.ts'
import { limits } from '../../../../policy/limits.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { abn } from '../../fields.ts'
import { type OpenLinkCaseResult, openLinkCase, openLinkCaseInput } from './open-link-case.ts'

export const openLinkCasesInput = openLinkCaseInput
  .omit({ abn: true })
  .extend({ abns: z.array(abn).min(1, { error: 'Enter at least one ABN.' }).max(limits.linksAtOnce) })
export type OpenLinkCasesInput = z.input<typeof openLinkCasesInput>

export type OpenLinkCasesResult = {
  opened: OpenLinkCaseResult[]
  failed: { abn: string; problem: ErrorText }[]
}

/**
 * Asks for assisted linking of several businesses with the same evidence: one case for each, decided one by one. Each
 * stands for itself; sent again after a break, it goes on where it stopped.
 *
 * @throws MandateError with the first reason where no case could be opened
 */
export async function openLinkCases(context: UseCaseContext, input: OpenLinkCasesInput): Promise<OpenLinkCasesResult> {
  const { abns, submissionId, declaration, ...same } = parseInput(openLinkCasesInput, input)
  const result: OpenLinkCasesResult = { opened: [], failed: [] }
  let first: unknown
  for (const abn of new Set(abns)) {
    try {
      const id = derivedId(`link-cases/${submissionId}/${abn}`)
      result.opened.push(await openLinkCase(context, { ...same, submissionId: id, abn, declaration }))
    } catch (error) {
      if (!isMandateError(error)) throw error
      first ??= error
      result.failed.push({ abn, problem: describeError(error) })
    }
  }
  if (result.opened.length === 0) throw first
  return result
}
