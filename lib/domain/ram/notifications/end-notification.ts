import { z } from 'zod'
import type { Day } from '../../../core/calendar-day.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { notificationStatusAt } from '../../../policy/cloud-notification.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { abn, recordId, submissionId } from '../fields.ts'
import { changeBetween, tellBothSides } from './change-notification.ts'
import { findNotification, otherSide, serviceNameOf } from './find-notification.ts'

export const endNotificationInput = z.object({
  submissionId,
  abn,
  id: recordId,
})
export type EndNotificationInput = z.input<typeof endNotificationInput>

export type EndNotificationResult = { id: string; otherName: string }

/** Ends a notification at once. Either side may. */
export async function endNotification(
  context: UseCaseContext,
  input: EndNotificationInput,
): Promise<EndNotificationResult> {
  const { abn, id, submissionId } = parseInput(endNotificationInput, input)
  const { permit } = await enterBusiness(context, abn)
  permit('manage-notifications')
  const other = otherSide(await findNotification(context.runtime.store, abn, id), abn)
  const change = { abn, other, submissionId, act: 'end-notification', needs: 'manage-notifications' } as const
  return await changeBetween(context, change, async (sides) => {
    const { scene } = sides
    const current = await findNotification(scene.tx, abn, id)
    const status = notificationStatusAt(current, scene.today)
    if (status !== 'ACCEPTED' && !(status === 'PENDING' && current.providerAbn === abn)) {
      throw new MandateError('ram.status-forbids', { status: status.toLowerCase() })
    }
    const changed = await scene.tx.cloudNotification.update({
      where: { id },
      data: { status: 'ENDED', endDate: endOf(current, scene.today), version: { increment: 1 } },
    })
    await tellBothSides(sides, 'ended', changed, await serviceNameOf(scene.tx, changed.serviceId))
    return { id, otherName: other.name }
  })
}

/** What was in force keeps its last day; what had not begun is taken back whole. */
function endOf({ startDate }: { startDate: string }, today: Day): string {
  return startDate <= today ? today : startDate
}
