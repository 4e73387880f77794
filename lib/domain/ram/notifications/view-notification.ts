import { z } from 'zod'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { abn, recordId } from '../fields.ts'
import type { BusinessName } from '../views.ts'
import { findNotification } from './find-notification.ts'
import { type NotificationRow, toNotificationRow } from './list-notifications.ts'

export const viewNotificationInput = z.object({ abn, id: recordId })
export type ViewNotificationInput = z.input<typeof viewNotificationInput>

export type NotificationView = NotificationRow & {
  /** The business from whose side it is looked at. */
  business: BusinessName
  /** Whether that business is the client or the provider. */
  side: 'client' | 'provider'
  /** ISO moment. */
  createdAt: string
}

/**
 * One cloud software notification, from either side of it, in whatever status.
 *
 * @throws MandateError `common.not-found` where the business has none with this id
 */
export async function viewNotification(
  context: UseCaseContext,
  input: ViewNotificationInput,
): Promise<NotificationView> {
  const { abn, id } = parseInput(viewNotificationInput, input)
  const { store } = context.runtime
  const scene = await enterBusiness(context, abn)
  scene.permit('list-notifications')
  const row = await findNotification(store, abn, id)
  const service = await store.agencyService.findUnique({
    where: { id: row.serviceId },
    select: { name: true, agency: { select: { name: true } } },
  })
  return {
    ...toNotificationRow(
      row,
      scene,
      service === null ? undefined : { name: service.name, agencyName: service.agency.name },
    ),
    business: { abn, name: scene.business.name },
    side: row.clientAbn === abn ? 'client' : 'provider',
    createdAt: row.createdAt.toISOString(),
  }
}
