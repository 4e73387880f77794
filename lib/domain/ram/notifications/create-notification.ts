import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn } from '../fields.ts'
import { notificationFields } from './notification-input.ts'

/** `abn` is the client that notifies; `providerAbn` the business whose cloud software it uses. */
export const createNotificationInput = z.object({ ...notificationFields, providerAbn: abn })
export type CreateNotificationInput = z.input<typeof createNotificationInput>

export type CreateNotificationResult = { ids: string[]; providerName: string }

/** A business tells government which provider's cloud software may act for it. It is in force at once. */
export async function createNotification(
  _context: UseCaseContext,
  _input: CreateNotificationInput,
): Promise<CreateNotificationResult> {
  throw new MandateError('common.unavailable')
}
