import { Prisma } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'
import { allCalls, type Traffic } from './traffic.ts'

/** How one operation was answered, as the services measured it. Durations in milliseconds. */
export type OperationFigures = {
  service: string
  operation: string
  calls: number
  refused: number
  p50: number
  p95: number
  slowest: number
  lastAt: string
}

type Row = Omit<OperationFigures, 'calls' | 'refused' | 'lastAt'> & { calls: bigint; refused: bigint; lastAt: Date }

/** Count and durations of a product's own calls, for each operation. */
export async function measurePerformance(db: Store | Transaction, traffic: Traffic): Promise<OperationFigures[]> {
  if (traffic.credentialIds.length === 0) return []
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT "service", "operation", count(*) AS "calls",
      count(*) FILTER (WHERE "outcome" = 'REFUSED') AS "refused",
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY "durationMicros") / 1000)::float8 AS "p50",
      (percentile_cont(0.95) WITHIN GROUP (ORDER BY "durationMicros") / 1000)::float8 AS "p95",
      (max("durationMicros") / 1000.0)::float8 AS "slowest",
      max("at") AS "lastAt"
    FROM (
      SELECT t."service", t."outcome", t."durationMicros", t."at",
        coalesce(
          jsonb_path_query_first(t."steps", '$[*].facts.operation'::jsonpath) #>> '{}',
          jsonb_path_query_first(t."steps", '$[*].facts.endpoint'::jsonpath) #>> '{}',
          CASE WHEN t."service" LIKE 'S007%' THEN 'Issue' ELSE 'not read' END) AS "operation"
      FROM "Trace" t WHERE ${allCalls(traffic)}) calls
    GROUP BY "service", "operation" ORDER BY "service", "operation"`)
  return rows.map(({ calls, refused, lastAt, ...row }) => ({
    ...row,
    calls: Number(calls),
    refused: Number(refused),
    lastAt: lastAt.toISOString(),
  }))
}
