import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, cursor, pageSize } from '../fields.ts'
import type { BusinessName, Page } from '../views.ts'

export const listNotificationsInput = z.object({
  abn,
  /** `providers`: whom the business notified. `clients`: who notified the business as their provider. */
  side: z.enum(['providers', 'clients']).default('providers'),
  status: z.array(z.enum(['PENDING', 'ACCEPTED', 'DECLINED', 'ENDED'])).default([]),
  /** Part of the other business's name, of its ABN, or of the software ID. */
  search: z.string().trim().max(100).optional(),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListNotificationsInput = z.input<typeof listNotificationsInput>

export type NotificationAction = 'accept' | 'decline' | 'end'
export type NotificationRow = {
  id: string
  client: BusinessName
  provider: BusinessName
  softwareId: string
  serviceId: string
  serviceName: string
  agencyName: string
  status: 'PENDING' | 'ACCEPTED' | 'DECLINED' | 'ENDED'
  /** `Pending`, `Active`, `Starts 3 April 2026`, `Ended`... */
  statusLabel: string
  requestedByProvider: boolean
  startDate: string
  endDate: string | null
  version: number
  actions: NotificationAction[]
}

export type ListNotificationsResult = Page<NotificationRow> & {
  business: BusinessName
  may: { manage: boolean; request: boolean }
  /** Services that a notification can be for. */
  services: { id: string; name: string; agencyName: string }[]
  today: string
}

/** The cloud software notifications of a business: its providers, or its clients. */
export async function listNotifications(
  _context: UseCaseContext,
  _input: ListNotificationsInput,
): Promise<ListNotificationsResult> {
  throw new MandateError('common.unavailable')
}
