import { type Instant, instant } from '../../../core/clock.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'

/** A token that a credential got: when, and for which service. */
export type LastUse = { at: Instant; serviceName: string }

/** The last token of each credential, by credential id; from the traces that are kept. */
export async function lastUsesOf(db: Store | Transaction, ids: readonly string[]): Promise<Map<string, LastUse>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<{ id: string; at: Date; service: string | null }[]>`
    SELECT wanted."id"::text AS "id", last."at", COALESCE(party."name", last."relyingPartyId") AS "service"
    FROM unnest(${[...ids]}::uuid[]) AS wanted("id")
    CROSS JOIN LATERAL (
      SELECT t."at", t."relyingPartyId" FROM "Trace" t
      WHERE t."credentialId" = wanted."id" AND t."outcome" = 'ACCEPTED' AND t."relyingPartyId" IS NOT NULL
      ORDER BY t."at" DESC LIMIT 1
    ) AS last
    LEFT JOIN "RelyingParty" party ON party."id" = last."relyingPartyId"`
  return new Map(rows.map(({ id, at, service }) => [id, { at: instant(at), serviceName: service ?? 'unknown' }]))
}

/** What a credential was used for lately, the latest first; counted over its last 10,000 traces. */
export async function usesOf(
  db: Store | Transaction,
  id: string,
): Promise<{ serviceName: string; lastAt: Instant; tokens: number }[]> {
  const rows = await db.$queryRaw<{ service: string; at: Date; tokens: bigint }[]>`
    SELECT COALESCE(party."name", used."relyingPartyId") AS "service", max(used."at") AS "at", count(*) AS "tokens"
    FROM (
      SELECT t."at", t."relyingPartyId" FROM "Trace" t
      WHERE t."credentialId" = ${id}::uuid AND t."outcome" = 'ACCEPTED' AND t."relyingPartyId" IS NOT NULL
      ORDER BY t."at" DESC LIMIT 10000
    ) AS used
    LEFT JOIN "RelyingParty" party ON party."id" = used."relyingPartyId"
    GROUP BY 1 ORDER BY 2 DESC`
  return rows.map(({ service, at, tokens }) => ({
    serviceName: service,
    lastAt: instant(at),
    tokens: Number(tokens),
  }))
}
