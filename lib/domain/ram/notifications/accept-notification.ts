import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, declaration, recordId, submissionId } from '../fields.ts'

export const acceptNotificationInput = z.object({
  submissionId,
  abn,
  id: recordId,
  declaration,
})
export type AcceptNotificationInput = z.input<typeof acceptNotificationInput>

export type AcceptNotificationResult = { id: string; otherName: string }

/** The client accepts what its provider requested. */
export async function acceptNotification(
  _context: UseCaseContext,
  _input: AcceptNotificationInput,
): Promise<AcceptNotificationResult> {
  throw new MandateError('common.unavailable')
}
