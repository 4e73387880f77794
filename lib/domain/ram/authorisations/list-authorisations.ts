import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { Act } from '../../../policy/acts.ts'
import { authorisationStatuses } from '../../../policy/statuses.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, cursor, pageSize } from '../fields.ts'
import type { AuthorisationRow, BusinessName, Page } from '../views.ts'

/** Types as the filter offers them: the kinds of principal authority are one. */
export const typeFilters = ['principal-authority', 'administrator', 'authorised-user', 'basic-user', 'mca'] as const

export const listAuthorisationsInput = z.object({
  abn,
  status: z.array(z.enum(authorisationStatuses)).default([]),
  type: z.array(z.enum(typeFilters)).default([]),
  /** Part of a name or of the email address. */
  search: z.string().trim().max(100).optional(),
  /** Only those that can be renewed now. */
  renewalDue: z.boolean().default(false),
  sort: z.enum(['name', 'newest', 'end-date']).default('name'),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListAuthorisationsInput = z.input<typeof listAuthorisationsInput>

export type ListAuthorisationsResult = Page<AuthorisationRow> & {
  business: BusinessName
  /** Authorisations of the business that the person can renew now, for the box on top. */
  renewalsDue: number
  may: Record<Act, boolean>
}

/** The representatives of a business. */
export async function listAuthorisations(
  _context: UseCaseContext,
  _input: ListAuthorisationsInput,
): Promise<ListAuthorisationsResult> {
  throw new MandateError('common.unavailable')
}
