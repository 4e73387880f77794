import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, cursor, optionalDay, pageSize } from '../fields.ts'
import type { BusinessName, Page } from '../views.ts'

export const listHistoryInput = z.object({
  abn,
  category: z.enum(['AUTHORISATION', 'CREDENTIAL', 'NOTIFICATION']).optional(),
  /** First and last day, by the business's clock. */
  from: optionalDay,
  to: optionalDay,
  /** Part of the name of who did it. */
  actionedBy: z.string().trim().max(100).optional(),
  /** Part of the name of the person or thing it was done to. */
  search: z.string().trim().max(100).optional(),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListHistoryInput = z.input<typeof listHistoryInput>

export type HistoryRow = {
  position: number
  /** ISO moment. */
  at: string
  category: 'AUTHORISATION' | 'CREDENTIAL' | 'NOTIFICATION'
  act: string
  /** What was done, as people read it: `Authorisation accepted`. */
  actLabel: string
  actorName: string
  subjectName: string
  /** What changed, one sentence each. */
  details: string[]
}

/** What happened in a business, newest first. */
export async function listHistory(
  _context: UseCaseContext,
  _input: ListHistoryInput,
): Promise<Page<HistoryRow> & { business: BusinessName }> {
  throw new MandateError('common.unavailable')
}
