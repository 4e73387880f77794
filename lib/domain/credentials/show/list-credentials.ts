import { z } from 'zod'
import type { Instant } from '../../../core/clock.ts'
import type { Store } from '../../../platform/store/open.ts'
import { limits } from '../../../policy/limits.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../../ram/acting/scene.ts'
import { abn, cursor, pageSize } from '../../ram/fields.ts'
import type { Page } from '../../ram/views.ts'
import { countMatching, findPage } from '../record/find-page.ts'
import { lastUsesOf } from '../record/last-uses.ts'
import { showRow } from '../record/show-row.ts'
import { statusSql } from '../record/status-sql.ts'
import { viewerOf } from '../record/viewer.ts'
import type { CredentialRow, ShownCredentialStatus } from './views.ts'

/** Statuses as the filter offers them. */
export const credentialStatusFilters = ['active', 'suspended', 'revoked', 'expired'] as const

export const listCredentialsInput = z.object({
  abn,
  status: z.array(z.enum(credentialStatusFilters)).default([]),
  /** Part of the name, of the creator's name, or of the serial number (hexadecimal; decimal where it is whole). */
  search: z.string().trim().max(100).optional(),
  sort: z.enum(['name', 'newest', 'valid-to']).default('name'),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListCredentialsInput = z.input<typeof listCredentialsInput>

export type ListCredentialsResult = Page<CredentialRow> & {
  business: { abn: string; name: string }
  mayCreate: boolean
  /** Of all of the business's credentials. */
  counts: Record<ShownCredentialStatus, number>
  /** Credentials that end within the renewal window and have no successor. */
  expiringSoon: number
}

/** The machine credentials of a business. */
export async function listCredentials(
  context: UseCaseContext,
  input: ListCredentialsInput,
): Promise<ListCredentialsResult> {
  const asked = parseInput(listCredentialsInput, input)
  const scene = await enterBusiness(context, asked.abn)
  scene.permit('list-credentials')
  const { store } = context.runtime
  const viewer = viewerOf(scene)
  const isFiltered = asked.status.length > 0 || (asked.search ?? '') !== ''
  const [page, figures, matching] = await Promise.all([
    findPage(store, asked, viewer.now),
    countCredentials(store, asked.abn, viewer.now),
    isFiltered ? countMatching(store, asked, viewer.now) : undefined,
  ])
  const ids = page.rows.map(({ id }) => id)
  const uses = await lastUsesOf(store, ids, context.runtime.clock.now())
  return {
    rows: page.rows.map((row) => showRow(row, viewer, uses.get(row.id))),
    total: matching ?? Object.values(figures.counts).reduce((sum, count) => sum + count, 0),
    next: page.next,
    previous: page.previous,
    business: { abn: asked.abn, name: scene.business.name },
    mayCreate: viewer.may.create,
    ...figures,
  }
}

/** How many credentials a business has in each status, and how many end soon without a successor. */
export async function countCredentials(
  store: Pick<Store, '$queryRaw'>,
  abn: string,
  now: Instant,
): Promise<Pick<ListCredentialsResult, 'counts' | 'expiringSoon'>> {
  const soon = new Date(now + limits.credentialRenewalDays * 86_400_000)
  const rows = await store.$queryRaw<{ status: string; count: bigint; soon: bigint }[]>`
    SELECT ${statusSql(now)} AS "status", count(*) AS "count",
      count(*) FILTER (WHERE c."notAfter" < ${soon} AND c."isTest" = false AND NOT EXISTS (
        SELECT 1 FROM "Credential" n WHERE n."abn" = ${abn} AND n."renewsId" = c."id" AND n."status" IN ('ACTIVE', 'SUSPENDED')
      )) AS "soon"
    FROM "Credential" c WHERE c."abn" = ${abn} AND c."sha256Fingerprint" IS NOT NULL GROUP BY 1`
  const of = (status: string) => rows.find((row) => row.status === status)
  const count = (status: string) => Number(of(status)?.count ?? 0)
  return {
    counts: {
      active: count('active'),
      suspended: count('suspended'),
      revoked: count('revoked'),
      expired: count('expired'),
    },
    expiringSoon: Number(of('active')?.soon ?? 0) + Number(of('suspended')?.soon ?? 0),
  }
}
