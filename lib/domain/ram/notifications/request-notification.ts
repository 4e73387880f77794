import { z } from 'zod'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { abn } from '../fields.ts'
import { addNotifications, otherBusiness } from './add-notifications.ts'
import { changeBetween } from './change-notification.ts'
import { notificationFields } from './notification-input.ts'

/** `abn` is the provider that asks; `clientAbn` the business that has to accept. */
export const requestNotificationInput = z.object({ ...notificationFields, clientAbn: abn })
export type RequestNotificationInput = z.input<typeof requestNotificationInput>

export type RequestNotificationResult = { ids: string[]; clientName: string }

/** A provider asks a client for a notification; it waits until the client accepts. */
export async function requestNotification(
  context: UseCaseContext,
  input: RequestNotificationInput,
): Promise<RequestNotificationResult> {
  const { abn, clientAbn, submissionId, ...rest } = parseInput(requestNotificationInput, input)
  const { permit } = await enterBusiness(context, abn)
  permit('request-notification')
  const { name, entityType } = await otherBusiness(context.runtime, abn, clientAbn, 'clientAbn')
  const other = { abn: clientAbn, name, entityType }
  const change = { abn, other, submissionId, act: 'request-notification', needs: 'request-notification' } as const
  return await changeBetween(context, change, async (sides) => {
    const ids = await addNotifications(sides, { ...rest, providerAbn: abn, clientAbn, requestedByProvider: true })
    return { ids, clientName: sides.other.name }
  })
}
