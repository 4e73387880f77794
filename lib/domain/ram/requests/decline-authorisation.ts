import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { submissionId } from '../fields.ts'
import { requestCode } from './find-request-by-code.ts'

export const declineAuthorisationInput = z.object({
  submissionId,
  code: requestCode,
  /** For the people who sent the request; may be left out. */
  reason: z.string().trim().max(500, { error: 'Use 500 characters at most.' }).optional(),
})
export type DeclineAuthorisationInput = z.input<typeof declineAuthorisationInput>

export type DeclineAuthorisationResult = { abn: string; businessName: string }

/** Declines the request that a code belongs to, with a reason if the person likes. */
export async function declineAuthorisation(
  _context: UseCaseContext,
  _input: DeclineAuthorisationInput,
): Promise<DeclineAuthorisationResult> {
  throw new MandateError('common.unavailable')
}
