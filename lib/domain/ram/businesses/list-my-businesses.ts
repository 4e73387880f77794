import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { cursor, pageSize } from '../fields.ts'
import type { AuthorisationRow, Page } from '../views.ts'

export const listMyBusinessesInput = z.object({
  /** Part of the name, or of the ABN. */
  search: z.string().trim().max(100).optional(),
  sort: z.enum(['name', 'recent', 'end-date']).default('name'),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListMyBusinessesInput = z.input<typeof listMyBusinessesInput>

/** A business that the person acts for, with their authorisation. `mine.actions` are Remove, Renew, Change email. */
export type MyBusinessRow = {
  abn: string
  name: string
  pinned: boolean
  mine: AuthorisationRow
}

/** The businesses that the person can act for, now or from an accepted date. */
export async function listMyBusinesses(
  _context: UseCaseContext,
  _input: ListMyBusinessesInput,
): Promise<Page<MyBusinessRow> & { pinned: MyBusinessRow[]; recent: MyBusinessRow[] }> {
  throw new MandateError('common.unavailable')
}
