import { Prisma } from '../../../platform/store/generated/client.ts'

/** The calls of a product: which credentials are its own, and since when they count. */
export type Traffic = { credentialIds: readonly string[]; since: Date }

/**
 * Requests to the token service with a credential of the product, as far as they show something. `t` is the trace.
 */
export function tokenRequests({ credentialIds, since }: Traffic): Prisma.Sql {
  return Prisma.sql`t."credentialId" = ANY(${[...credentialIds]}::uuid[]) AND t."at" >= ${since}
    AND t."service" LIKE 'S007%' AND ${metNoFault('t')}`
}

/**
 * Calls of a service with a token that a credential of the product got, or with the credential itself, as far as they
 * show something.
 */
export function serviceCalls(traffic: Traffic, service: string): Prisma.Sql {
  return Prisma.sql`t."service" = ${service} AND ${allCalls(traffic)} AND ${metNoFault('t')}`
}

/** Any of both, whatever they show. */
export function allCalls({ credentialIds, since }: Traffic): Prisma.Sql {
  return Prisma.sql`t."at" >= ${since} AND (
    t."credentialId" = ANY(${[...credentialIds]}::uuid[])
    OR t."tokenTraceId" IN (
      SELECT own."id" FROM "Trace" own
      WHERE own."credentialId" = ANY(${[...credentialIds]}::uuid[]) AND own."service" LIKE 'S007%'))`
}

/**
 * A call that met a fault on demand shows what the sandbox was told to do, and nothing of the software, so it never ticks
 * a case.
 *
 * @param table name of the trace in the query
 */
export function metNoFault(table: 't' | 'before'): Prisma.Sql {
  return Prisma.sql`NOT ${Prisma.raw(table)}."steps" @> '[{"name":"injected"}]'::jsonb`
}
