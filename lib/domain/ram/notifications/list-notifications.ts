import { z } from 'zod'
import { type Day, formatDay } from '../../../core/calendar-day.ts'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import { type KeyColumn, keysetPage, nullsLastColumn, plainColumn } from '../../../platform/store/keyset.ts'
import { containsText } from '../../../platform/store/text-filters.ts'
import { type NotificationStatus, notificationStatusAt } from '../../../policy/cloud-notification.ts'
import { mayEver } from '../../../policy/permissions/decide.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness, type Scene } from '../acting/scene.ts'
import { abn, cursor, pageSize } from '../fields.ts'
import type { BusinessName, Page } from '../views.ts'
import { type NotificationWithSides, notifiableServices } from './find-notification.ts'

export const listNotificationsInput = z.object({
  abn,
  /** `providers`: whom the business notified. `clients`: who notified the business as their provider. */
  side: z.enum(['providers', 'clients']).default('providers'),
  status: z.array(z.enum(['PENDING', 'ACCEPTED', 'DECLINED', 'ENDED'])).default([]),
  /** Part of the other business's name, of its ABN, or of the software ID. */
  search: z.string().trim().max(100).optional(),
  sort: z.enum(['newest', 'end-date']).default('newest'),
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
  context: UseCaseContext,
  input: ListNotificationsInput,
): Promise<ListNotificationsResult> {
  const query = parseInput(listNotificationsInput, input)
  const { store } = context.runtime
  const scene = await enterBusiness(context, query.abn)
  scene.permit('list-notifications')
  const { business, today, asker } = scene
  const where = whereOf(query, today)
  const [page, total, services, names] = await Promise.all([
    keysetPage<NotificationWithSides, Where, OrderBy>({
      name: `notifications/${query.side}/${query.sort}`,
      columns: orders[query.sort],
      where,
      ...query,
      find: (condition, orderBy, take) =>
        store.cloudNotification.findMany({
          where: condition,
          orderBy,
          take,
          include: { client: true, provider: true },
        }),
    }),
    store.cloudNotification.count({ where }),
    notifiableServices(store),
    store.agencyService.findMany({ select: { id: true, name: true, agency: { select: { name: true } } } }),
  ])
  const nameOf = new Map(names.map(({ id, name, agency }) => [id, { name, agencyName: agency.name }]))
  return {
    ...page,
    rows: page.rows.map((row) => toNotificationRow(row, scene, nameOf.get(row.serviceId))),
    total,
    business: { abn: query.abn, name: business.name },
    may: { manage: mayEver('manage-notifications', asker), request: mayEver('request-notification', asker) },
    services,
    today,
  }
}

type Where = Prisma.CloudNotificationWhereInput
type OrderBy = Prisma.CloudNotificationOrderByWithRelationInput
type Column = KeyColumn<NotificationWithSides, Where, OrderBy>

const orders: Record<'newest' | 'end-date', readonly Column[]> = {
  newest: [
    plainColumn('createdAt', (row) => row.createdAt, { kind: 'moment', direction: 'desc' }),
    plainColumn('id', (row) => row.id, { kind: 'uuid', direction: 'desc' }),
  ],
  'end-date': [nullsLastColumn('endDate', (row) => row.endDate), plainColumn('id', (row) => row.id, { kind: 'uuid' })],
}

function whereOf({ abn, side, status, search }: z.output<typeof listNotificationsInput>, today: Day): Where {
  const all: Where[] = [side === 'providers' ? { clientAbn: abn } : { providerAbn: abn }]
  if (status.length > 0) all.push({ OR: status.map((one) => statusWhere(one, today)) })
  for (const word of (search ?? '').split(/\s+/).filter(Boolean)) {
    const other: Prisma.BusinessWhereInput = {
      OR: [{ name: containsText(word) }, { abn: containsText(word) }],
    }
    all.push({
      OR: [side === 'providers' ? { provider: other } : { client: other }, { softwareId: containsText(word) }],
    })
  }
  return { AND: all }
}

function statusWhere(status: NotificationStatus, today: Day): Where {
  const lasting: Where = { OR: [{ endDate: null }, { endDate: { gte: today } }] }
  if (status === 'DECLINED') return { status }
  if (status !== 'ENDED') return { status, ...lasting }
  return { OR: [{ status }, { status: { in: ['PENDING', 'ACCEPTED'] }, endDate: { lt: today } }] }
}

/** A notification as the person who looks may see it. */
export function toNotificationRow(
  row: NotificationWithSides,
  { business, today, asker }: Scene,
  service: { name: string; agencyName: string } | undefined,
): NotificationRow {
  const status = notificationStatusAt(row, today)
  return {
    id: row.id,
    client: { abn: row.clientAbn, name: row.client.name },
    provider: { abn: row.providerAbn, name: row.provider.name },
    softwareId: row.softwareId,
    serviceId: row.serviceId,
    serviceName: service?.name ?? row.serviceId,
    agencyName: service?.agencyName ?? '',
    status,
    statusLabel: labelOf(status, row.startDate as Day, today),
    requestedByProvider: row.requestedByProvider,
    startDate: row.startDate,
    endDate: row.endDate,
    version: row.version,
    actions: mayEver('manage-notifications', asker) ? actionsOf(status, business.abn === row.clientAbn) : [],
  }
}

function actionsOf(status: NotificationStatus, isClient: boolean): NotificationAction[] {
  if (status === 'ACCEPTED') return ['end']
  if (status !== 'PENDING') return []
  return isClient ? ['accept', 'decline'] : ['end']
}

function labelOf(status: NotificationStatus, startDate: Day, today: Day): string {
  if (status === 'ACCEPTED') return startDate > today ? `Starts ${formatDay(startDate)}` : 'Active'
  return { PENDING: 'Pending', DECLINED: 'Declined', ENDED: 'Ended' }[status]
}
