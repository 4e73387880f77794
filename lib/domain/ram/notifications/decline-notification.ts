import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, recordId, submissionId } from '../fields.ts'

export const declineNotificationInput = z.object({
  submissionId,
  abn,
  id: recordId,
})
export type DeclineNotificationInput = z.input<typeof declineNotificationInput>

export type DeclineNotificationResult = { id: string; otherName: string }

/** The client declines what its provider requested. */
export async function declineNotification(
  _context: UseCaseContext,
  _input: DeclineNotificationInput,
): Promise<DeclineNotificationResult> {
  throw new MandateError('common.unavailable')
}
