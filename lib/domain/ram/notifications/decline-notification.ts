import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import { notificationStatusAt } from '../../../policy/cloud-notification.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { abn, recordId, submissionId } from '../fields.ts'
import { changeBetween, tellBothSides } from './change-notification.ts'
import { findNotification, otherSide, serviceNameOf } from './find-notification.ts'

export const declineNotificationInput = z.object({
  submissionId,
  abn,
  id: recordId,
})
export type DeclineNotificationInput = z.input<typeof declineNotificationInput>

export type DeclineNotificationResult = { id: string; otherName: string }

/** The client declines what its provider requested. */
export async function declineNotification(
  context: UseCaseContext,
  input: DeclineNotificationInput,
): Promise<DeclineNotificationResult> {
  const { abn, id, submissionId } = parseInput(declineNotificationInput, input)
  const { permit } = await enterBusiness(context, abn)
  permit('manage-notifications')
  const other = otherSide(await findNotification(context.runtime.store, abn, id), abn)
  const change = { abn, other, submissionId, act: 'decline-notification', needs: 'manage-notifications' } as const
  return await changeBetween(context, change, async (sides) => {
    const { scene } = sides
    const current = await findNotification(scene.tx, abn, id)
    // Only the client answers what its provider requested.
    if (current.clientAbn !== abn) throw new MandateError('common.not-allowed')
    const status = notificationStatusAt(current, scene.today)
    if (status !== 'PENDING') throw new MandateError('ram.status-forbids', { status: status.toLowerCase() })
    const changed = await scene.tx.cloudNotification.update({
      where: { id },
      data: { status: 'DECLINED', decidedAt: new Date(scene.now), version: { increment: 1 } },
    })
    await tellBothSides(sides, 'declined', changed, await serviceNameOf(scene.tx, changed.serviceId))
    return { id, otherName: other.name }
  })
}
