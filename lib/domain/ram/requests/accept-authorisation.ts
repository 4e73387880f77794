import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { declaration, submissionId, ticked } from '../fields.ts'
import { requestCode } from './find-request-by-code.ts'

export const acceptAuthorisationInput = z.object({
  submissionId,
  code: requestCode,
  declaration,
  consent: ticked('Tick the box to give your express consent.'),
})
export type AcceptAuthorisationInput = z.input<typeof acceptAuthorisationInput>

export type AcceptAuthorisationResult = {
  id: string
  abn: string
  businessName: string
  typeLabel: string
  /** ACCEPTED when the start date is still ahead. */
  status: 'ACTIVE' | 'ACCEPTED'
  startDate: string
  /** Type label of the authorisation that this one replaced, or null. */
  replaced: string | null
}

/** Accepts the request that a code belongs to. */
export async function acceptAuthorisation(
  _context: UseCaseContext,
  _input: AcceptAuthorisationInput,
): Promise<AcceptAuthorisationResult> {
  throw new MandateError('common.unavailable')
}
