import type { Instant } from '../../../core/clock.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'

/**
 * Where a credential (table alias `c`) stands by its business's clock, as SQL for filters and counts. It says what
 * `stateAt` says; a test holds the two against each other.
 */
export function statusSql(now: Instant): Prisma.Sql {
  const at = new Date(now)
  return Prisma.sql`(CASE
    WHEN c."status" = 'ISSUING' THEN 'issuing'
    WHEN c."status" = 'REVOKED' THEN 'revoked'
    WHEN c."worksUntil" < c."notAfter" AND c."worksUntil" <= ${at} THEN 'revoked'
    WHEN c."revokeAt" < c."notAfter" AND c."revokeAt" <= ${at} THEN 'revoked'
    WHEN c."notAfter" + interval '1 second' <= ${at} THEN 'expired'
    WHEN c."status" = 'SUSPENDED' THEN 'suspended'
    ELSE 'active'
  END)`
}
