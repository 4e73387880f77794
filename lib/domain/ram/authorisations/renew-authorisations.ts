import { z } from 'zod'
import { type ErrorText, MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, declaration, optionalDay, recordId, submissionId } from '../fields.ts'

export const renewAuthorisationsInput = z.object({
  submissionId,
  abn,
  items: z
    .array(z.object({ id: recordId, endDate: optionalDay }))
    .min(1, { error: 'Choose at least one authorisation.' })
    .max(500, { error: 'Renew 500 at most at once.' }),
  declaration,
})
export type RenewAuthorisationsInput = z.input<typeof renewAuthorisationsInput>

export type RenewAuthorisationsResult = {
  renewed: { id: string; fullName: string; endDate: string | null }[]
  failed: { id: string; fullName: string | null; problem: ErrorText }[]
}

/**
 * Renews one or many authorisations; each stands for itself, and the outcome names those that failed and why. Without
 * an end date, a Standard user's has none, and one that must end gets the longest it may have.
 */
export async function renewAuthorisations(
  _context: UseCaseContext,
  _input: RenewAuthorisationsInput,
): Promise<RenewAuthorisationsResult> {
  throw new MandateError('common.unavailable')
}
