import { z } from 'zod'
import { csvLine } from '../../../core/csv.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../../ram/acting/scene.ts'
import { abn } from '../../ram/fields.ts'
import { findPage } from '../record/find-page.ts'
import { lastUsesOf } from '../record/last-uses.ts'
import { showRow } from '../record/show-row.ts'
import { viewerOf } from '../record/viewer.ts'
import { credentialStatusFilters } from './list-credentials.ts'

export const exportCredentialsInput = z.object({
  abn,
  status: z.array(z.enum(credentialStatusFilters)).default([]),
  search: z.string().trim().max(100).optional(),
})
export type ExportCredentialsInput = z.input<typeof exportCredentialsInput>

/** A file that is written while it is read: its name, and its text in pieces, UTF-8. */
export type CredentialExport = { fileName: string; pieces: AsyncIterable<string> }

const batch = 500

/**
 * The machine credentials of a business as CSV, as the list filters them, without a cap. Who may not is refused before
 * the first piece.
 */
export async function exportCredentials(
  context: UseCaseContext,
  input: ExportCredentialsInput,
): Promise<CredentialExport> {
  const asked = parseInput(exportCredentialsInput, input)
  const scene = await enterBusiness(context, asked.abn)
  scene.permit('list-credentials')
  return { fileName: `machine-credentials_${asked.abn}_${scene.today}.csv`, pieces: pieces() }

  async function* pieces(): AsyncGenerator<string> {
    const { store } = context.runtime
    const viewer = viewerOf(scene)
    yield csvLine(columns)
    let after: string | undefined
    do {
      const page = await findPage(store, { ...asked, sort: 'name', after, pageSize: batch }, viewer.now)
      const ids = page.rows.map(({ id }) => id)
      const uses = await lastUsesOf(store, ids, context.runtime.clock.now())
      yield page.rows
        .map((row) => {
          const shown = showRow(row, viewer, uses.get(row.id))
          return csvLine([
            shown.name,
            shown.statusLabel,
            shown.statusReason,
            shown.validFrom,
            shown.validTo,
            shown.createdAt,
            shown.createdByName,
            shown.custodianName,
            shown.isTest ? 'yes' : 'no',
            row.serial,
            row.sha256Fingerprint,
            shown.lastUsed?.at,
            shown.lastUsed?.serviceName,
            shown.lastUsed?.addresses,
          ])
        })
        .join('')
      after = page.next ?? undefined
    } while (after !== undefined)
  }
}

const columns = [
  'Name',
  'Status',
  'Why',
  'Valid from',
  'Valid to',
  'Created',
  'Created by',
  'Looked after by',
  'Test',
  'Serial number',
  'SHA-256 fingerprint',
  'Last used',
  'Last used for',
  'Addresses in 30 days',
]
