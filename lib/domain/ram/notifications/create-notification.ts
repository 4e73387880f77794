import { z } from 'zod'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { abn } from '../fields.ts'
import { addNotifications, otherBusiness } from './add-notifications.ts'
import { changeBetween } from './change-notification.ts'
import { notificationFields } from './notification-input.ts'

/** `abn` is the client that notifies; `providerAbn` the business whose cloud software it uses. */
export const createNotificationInput = z.object({ ...notificationFields, providerAbn: abn })
export type CreateNotificationInput = z.input<typeof createNotificationInput>

export type CreateNotificationResult = { ids: string[]; providerName: string }

/** A business tells government which provider's cloud software may act for it. It is in force at once. */
export async function createNotification(
  context: UseCaseContext,
  input: CreateNotificationInput,
): Promise<CreateNotificationResult> {
  const { abn, providerAbn, submissionId, ...rest } = parseInput(createNotificationInput, input)
  const { permit } = await enterBusiness(context, abn)
  permit('manage-notifications')
  const { name, entityType } = await otherBusiness(context.runtime, abn, providerAbn, 'providerAbn')
  const other = { abn: providerAbn, name, entityType }
  const change = { abn, other, submissionId, act: 'create-notification', needs: 'manage-notifications' } as const
  return await changeBetween(context, change, async (sides) => {
    const ids = await addNotifications(sides, { ...rest, clientAbn: abn, providerAbn, requestedByProvider: false })
    return { ids, providerName: sides.other.name }
  })
}
