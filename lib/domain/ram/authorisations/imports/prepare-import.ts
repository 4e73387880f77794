import { z } from 'zod'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { enterBusiness } from '../../acting/scene.ts'
import { abn } from '../../fields.ts'
import type { BusinessName } from '../../views.ts'
import { readCatalogue } from '../catalogue/read-catalogue.ts'
import { importColumns } from './read-import.ts'

export const prepareImportInput = z.object({ abn })
export type PrepareImportInput = z.input<typeof prepareImportInput>

export type PreparedImport = {
  business: BusinessName
  columns: readonly string[]
  /** What the column `agencies` takes. */
  agencies: { id: string; name: string }[]
}

/** What a person needs to know before they choose a file of new users. */
export async function prepareImport(context: UseCaseContext, input: PrepareImportInput): Promise<PreparedImport> {
  const { abn } = parseInput(prepareImportInput, input)
  const scene = await enterBusiness(context, abn)
  scene.permit('import-authorisations')
  const catalogue = await readCatalogue(context.runtime.store)
  return {
    business: { abn, name: scene.business.name },
    columns: importColumns,
    agencies: catalogue.map(({ id, name }) => ({ id, name })),
  }
}
