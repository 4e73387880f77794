import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'

const include = { client: true, provider: true } as const
export type NotificationWithSides = Prisma.CloudNotificationGetPayload<{ include: typeof include }>

/** A notification of a business, on either side of it; `common.not-found` where there is none. */
export async function findNotification(db: Store | Transaction, abn: Abn, id: string): Promise<NotificationWithSides> {
  const found = await db.cloudNotification.findFirst({
    where: { id, OR: [{ clientAbn: abn }, { providerAbn: abn }] },
    include,
  })
  if (found === null) throw new MandateError('common.not-found')
  return found
}

/** The business on the other side of a notification. */
export function otherSide(
  notification: NotificationWithSides,
  abn: Abn,
): { abn: Abn; name: string; entityType: string } {
  const { abn: other, name, entityType } = notification.clientAbn === abn ? notification.provider : notification.client
  return { abn: other as Abn, name, entityType }
}

/** Services that a notification can be for: those that software calls with a machine credential. */
export async function notifiableServices(
  db: Store | Transaction,
): Promise<{ id: string; name: string; agencyName: string }[]> {
  const services = await db.agencyService.findMany({
    where: { acceptsMachineCredentials: true },
    orderBy: [{ agency: { position: 'asc' } }, { position: 'asc' }],
    select: { id: true, name: true, agency: { select: { name: true } } },
  })
  return services.map(({ id, name, agency }) => ({ id, name, agencyName: agency.name }))
}

/** The name of a service, also of one that the catalogue has lost. */
export async function serviceNameOf(db: Store | Transaction, id: string): Promise<string> {
  return (await db.agencyService.findUnique({ where: { id }, select: { name: true } }))?.name ?? id
}
