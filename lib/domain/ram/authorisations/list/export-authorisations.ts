import { z } from 'zod'
import type { Prisma } from '../../../../platform/store/generated/client.ts'
import { accessLabels } from '../../../../policy/authorisations/access.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { type ExportFile, exportFile, exportFormats } from '../../acting/export-file.ts'
import { enterBusiness, type Scene } from '../../acting/scene.ts'
import type { AuthorisationRow } from '../../views.ts'
import { toRow } from './authorisation-row.ts'
import { listAuthorisationsInput, whereOf } from './list-authorisations.ts'

export const exportAuthorisationsInput = z.object({
  ...listAuthorisationsInput.pick({ abn: true, status: true, type: true, search: true, renewalDue: true }).shape,
  format: z.enum(exportFormats, { error: 'Choose CSV or JSON.' }),
})
export type ExportAuthorisationsInput = z.input<typeof exportAuthorisationsInput>

/** The representatives of a business as a file, with the filter of the list and without a limit. */
export async function exportAuthorisations(
  context: UseCaseContext,
  input: ExportAuthorisationsInput,
): Promise<ExportFile> {
  const query = parseInput(exportAuthorisationsInput, input)
  const scene = await enterBusiness(context, query.abn)
  scene.permit('export-authorisations')
  const content = {
    name: 'authorisations',
    batches: batches(context, scene, whereOf(query, scene)),
    columns,
    toJson: (row: ExportRow) => ({
      ...Object.fromEntries(columns.map(([heading, value]) => [heading, value(row)])),
      access: row.access,
    }),
  }
  return await exportFile(context, scene, content, query.format)
}

const batchSize = 500

type ExportRow = AuthorisationRow & { access: { agencyId: string; level: string; serviceIds: string[] }[] }

const columns: readonly (readonly [string, (row: ExportRow) => string | boolean | null])[] = [
  ['Given names', (row) => row.givenNames],
  ['Family name', (row) => row.familyName],
  ['Email', (row) => row.email],
  ['Authorisation', (row) => row.typeLabel],
  ['Machine credential administrator', (row) => (row.isMachineCredentialAdministrator ? 'Yes' : 'No')],
  ['Status', (row) => row.statusLabel],
  ['Start date', (row) => row.startDate],
  ['End date', (row) => row.endDate],
  ['Agency access', (row) => row.access.map(({ agencyId, level }) => `${agencyId}: ${level}`).join('; ')],
]

async function* batches(
  { runtime }: UseCaseContext,
  scene: Scene,
  where: Prisma.AuthorisationWhereInput,
): AsyncGenerator<ExportRow[]> {
  let after: { familyName: string; id: string } | undefined
  for (;;) {
    const beyond: Prisma.AuthorisationWhereInput =
      after === undefined
        ? {}
        : { OR: [{ familyName: { gt: after.familyName } }, { familyName: after.familyName, id: { gt: after.id } }] }
    const rows = await runtime.store.authorisation.findMany({
      where: { AND: [where, beyond] },
      orderBy: [{ familyName: 'asc' }, { id: 'asc' }],
      take: batchSize,
      include: { access: { where: { level: { not: 'NONE' } } } },
    })
    yield rows.map((row) => ({
      ...toRow(row, scene),
      access: row.access.map(({ agencyId, level, serviceIds }) => ({
        agencyId,
        level: accessLabels[level],
        serviceIds,
      })),
    }))
    after = rows.at(-1)
    if (rows.length < batchSize) return
  }
}
