import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn } from '../fields.ts'
import { notificationFields } from './notification-input.ts'

/** `abn` is the provider that asks; `clientAbn` the business that has to accept. */
export const requestNotificationInput = z.object({ ...notificationFields, clientAbn: abn })
export type RequestNotificationInput = z.input<typeof requestNotificationInput>

export type RequestNotificationResult = { ids: string[]; clientName: string }

/** A provider asks a client for a notification; it waits until the client accepts. */
export async function requestNotification(
  _context: UseCaseContext,
  _input: RequestNotificationInput,
): Promise<RequestNotificationResult> {
  throw new MandateError('common.unavailable')
}
