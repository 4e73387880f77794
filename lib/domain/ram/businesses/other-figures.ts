import { day } from '../../../core/clock.ts'
import type { Store } from '../../../platform/store/open.ts'
import { mayEver } from '../../../policy/permissions/decide.ts'
import type { Scene } from '../acting/scene.ts'

/** Numbers of a business's credentials and notifications; none of what the person may not list. */
export type OtherFigures = {
  /** That work. */
  credentials: number
  /** That nobody looks after, and the first moment at which one stops working. */
  unassigned: number
  firstStop: Date | null
  /** That expire within {@link expiringDays} days, and the first moment. */
  expiring: number
  firstExpiry: Date | null
  /** In force or waiting, of either side. */
  notifications: number
  /** Requests of providers that wait for the business. */
  waiting: number
}

export const expiringDays = 90

const none: OtherFigures = {
  credentials: 0,
  unassigned: 0,
  firstStop: null,
  expiring: 0,
  firstExpiry: null,
  notifications: 0,
  waiting: 0,
}

/** All of the figures in one question to the database, by indexes that begin with the business. */
export async function otherFigures(store: Store, { business, now, asker }: Scene): Promise<OtherFigures> {
  const mayListCredentials = mayEver('list-credentials', asker)
  const mayListNotifications = mayEver('list-notifications', asker)
  if (!mayListCredentials && !mayListNotifications) return none
  const { abn } = business
  const at = new Date(now)
  const soon = new Date(now + expiringDays * day)
  const [row] = await store.$queryRaw<Row[]>`
    SELECT "works" AS "credentials", "unassigned", "firstStop", "expiring", "firstExpiry",
      (SELECT count(*) FROM "CloudNotification" WHERE "clientAbn" = ${abn} AND "status" IN ('PENDING', 'ACCEPTED'))
        + (SELECT count(*) FROM "CloudNotification"
          WHERE "providerAbn" = ${abn} AND "clientAbn" <> ${abn} AND "status" IN ('PENDING', 'ACCEPTED')) AS "notifications",
      (SELECT count(*) FROM "CloudNotification"
        WHERE "clientAbn" = ${abn} AND "status" = 'PENDING' AND "requestedByProvider") AS "waiting"
    FROM (
      SELECT count(*) FILTER (WHERE "status" IN ('ACTIVE', 'SUSPENDED')) AS "works",
        count(*) FILTER (WHERE "status" = 'SUSPENDED' AND "worksUntil" > ${at}) AS "unassigned",
        min("worksUntil") FILTER (WHERE "status" = 'SUSPENDED' AND "worksUntil" > ${at}) AS "firstStop",
        count(*) FILTER (WHERE "status" = 'ACTIVE' AND "notAfter" <= ${soon}) AS "expiring",
        min("notAfter") FILTER (WHERE "status" = 'ACTIVE' AND "notAfter" <= ${soon}) AS "firstExpiry"
      FROM "Credential" WHERE "abn" = ${abn} AND "notAfter" > ${at}
    ) AS "ofCredentials"`
  if (row === undefined) return none
  return {
    ...none,
    ...(mayListCredentials && {
      credentials: Number(row.credentials),
      unassigned: Number(row.unassigned),
      firstStop: row.firstStop,
      expiring: Number(row.expiring),
      firstExpiry: row.firstExpiry,
    }),
    ...(mayListNotifications && { notifications: Number(row.notifications), waiting: Number(row.waiting) }),
  }
}

type Row = { [name in keyof OtherFigures]: OtherFigures[name] extends number ? bigint : Date | null }
