import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, recordId, submissionId } from '../fields.ts'

export const removeAuthorisationInput = z.object({ submissionId, abn, id: recordId })
export type RemoveAuthorisationInput = z.input<typeof removeAuthorisationInput>

export type RemoveAuthorisationResult = {
  id: string
  fullName: string
  /** The person removed their own. */
  self: boolean
  /** Machine credentials that nobody looks after now. */
  credentialsUnassigned: number
}

/** Ends an authorisation for good: somebody else's, or one's own. */
export async function removeAuthorisation(
  _context: UseCaseContext,
  _input: RemoveAuthorisationInput,
): Promise<RemoveAuthorisationResult> {
  throw new MandateError('common.unavailable')
}
