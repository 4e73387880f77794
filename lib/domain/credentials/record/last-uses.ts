import { addDays, dayOf } from '../../../core/calendar-day.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'

/** Days over which addresses are counted. */
export const addressDays = 30

/**
 * The last token that a credential got: when, and for which service; and from how many addresses it got tokens in the
 * last {@link addressDays} days. `areMore` where so many came on one day that they were not all told apart.
 */
export type LastUse = { at: Instant; serviceName: string; addresses: number; areMore: boolean }

/**
 * The last token of each credential, by credential id.
 *
 * @param now the machine's time: services and clients do not live by a business's clock
 */
export async function lastUsesOf(
  db: Store | Transaction,
  ids: readonly string[],
  now: Instant,
): Promise<Map<string, LastUse>> {
  if (ids.length === 0) return new Map()
  const since = addDays(dayOf(now), -addressDays)
  const rows = await db.$queryRaw<{ id: string; at: Date; service: string; addresses: bigint; more: boolean | null }[]>`
    SELECT wanted."id"::text AS "id", last."lastAt" AS "at", COALESCE(party."name", last."relyingPartyId") AS "service",
      lately."addresses" AS "addresses", lately."more" AS "more"
    FROM unnest(${[...ids]}::uuid[]) AS wanted("id")
    CROSS JOIN LATERAL (
      SELECT u."lastAt", u."relyingPartyId" FROM "CredentialUse" u
      WHERE u."credentialId" = wanted."id" ORDER BY u."lastAt" DESC LIMIT 1
    ) AS last
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT u."address") FILTER (WHERE u."address" <> 'more') AS "addresses",
        bool_or(u."address" = 'more') AS "more"
      FROM "CredentialUse" u WHERE u."credentialId" = wanted."id" AND u."day" >= ${since}
    ) AS lately
    LEFT JOIN "RelyingParty" party ON party."id" = last."relyingPartyId"`
  return new Map(
    rows.map(({ id, at, service, addresses, more }) => [
      id,
      { at: instant(at), serviceName: service, addresses: Number(addresses), areMore: more === true },
    ]),
  )
}

/** What a credential was used for, the latest first. */
export async function usesOf(
  db: Store | Transaction,
  id: string,
): Promise<{ serviceName: string; lastAt: Instant; tokens: number }[]> {
  const rows = await db.$queryRaw<{ service: string; at: Date; tokens: bigint }[]>`
    SELECT COALESCE(party."name", u."relyingPartyId") AS "service", max(u."lastAt") AS "at", sum(u."tokens") AS "tokens"
    FROM "CredentialUse" u
    LEFT JOIN "RelyingParty" party ON party."id" = u."relyingPartyId"
    WHERE u."credentialId" = ${id}::uuid
    GROUP BY 1 ORDER BY 2 DESC`
  return rows.map(({ service, at, tokens }) => ({ serviceName: service, lastAt: instant(at), tokens: Number(tokens) }))
}
