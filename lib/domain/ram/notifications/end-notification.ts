import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, recordId, submissionId } from '../fields.ts'

export const endNotificationInput = z.object({
  submissionId,
  abn,
  id: recordId,
})
export type EndNotificationInput = z.input<typeof endNotificationInput>

export type EndNotificationResult = { id: string; otherName: string }

/** Ends a notification at once. Either side may. */
export async function endNotification(
  _context: UseCaseContext,
  _input: EndNotificationInput,
): Promise<EndNotificationResult> {
  throw new MandateError('common.unavailable')
}
