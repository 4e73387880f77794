import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn } from '../fields.ts'
import type { BusinessName } from '../views.ts'

export const findBusinessInput = z.object({
  /** The business that the person acts for. */
  abn,
  /** An ABN, or part of a name. */
  search: z
    .string({ error: 'Enter an ABN or a name.' })
    .trim()
    .min(3, { error: 'Enter an ABN, or at least 3 letters of the name.' })
    .max(100),
})
export type FindBusinessInput = z.input<typeof findBusinessInput>

/** Finds a provider or client in the business register, for a notification. Cancelled ABNs are left out. */
export async function findBusiness(
  _context: UseCaseContext,
  _input: FindBusinessInput,
): Promise<{ businesses: BusinessName[]; more: boolean }> {
  throw new MandateError('common.unavailable')
}
