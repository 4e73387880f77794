import { Prisma } from '../../../platform/store/generated/client.ts'

/** The calls of a product: which credentials are its own, and since when they count. */
export type Traffic = { credentialIds: readonly string[]; since: Date }

/** Requests to the token service with a credential of the product. `t` is the trace. */
export function tokenRequests({ credentialIds, since }: Traffic): Prisma.Sql {
  return Prisma.sql`t."credentialId" = ANY(${[...credentialIds]}::uuid[]) AND t."at" >= ${since}
    AND t."service" LIKE 'S007%'`
}

/** Calls of a service with a token that a credential of the product got, or with the credential itself. */
export function serviceCalls({ credentialIds, since }: Traffic, service: string): Prisma.Sql {
  return Prisma.sql`t."service" = ${service} AND t."at" >= ${since} AND (
    t."credentialId" = ANY(${[...credentialIds]}::uuid[])
    OR t."tokenTraceId" IN (
      SELECT own."id" FROM "Trace" own
      WHERE own."credentialId" = ANY(${[...credentialIds]}::uuid[]) AND own."service" LIKE 'S007%'))`
}

/** Any of both. */
export function allCalls({ credentialIds, since }: Traffic): Prisma.Sql {
  return Prisma.sql`t."at" >= ${since} AND (
    t."credentialId" = ANY(${[...credentialIds]}::uuid[])
    OR t."tokenTraceId" IN (
      SELECT own."id" FROM "Trace" own
      WHERE own."credentialId" = ANY(${[...credentialIds]}::uuid[]) AND own."service" LIKE 'S007%'))`
}
