import { z } from 'zod'
import type { FieldErrors } from '../../../../core/errors/index.ts'
import { derivedId } from '../../../../platform/derived-id.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { changeBusiness } from '../../acting/change-business.ts'
import { enterBusiness } from '../../acting/scene.ts'
import { abn, declaration, submissionId } from '../../fields.ts'
import { readCatalogue } from '../catalogue/read-catalogue.ts'
import { sendRequest } from '../create-authorisation.ts'
import { csvFile, judgeLines } from './preview-import.ts'
import { type ImportLine, readImport } from './read-import.ts'

export const importAuthorisationsInput = z.object({ submissionId, abn, csv: csvFile, declaration })
export type ImportAuthorisationsInput = z.input<typeof importAuthorisationsInput>

export type ImportAuthorisationsResult = {
  sent: { line: number; id: string; fullName: string; email: string }[]
  failed: { line: number; fullName: string; problems: FieldErrors }[]
}

/** Lines that one transaction takes: others must not wait long for the business. */
const linesAtOnce = 50

/**
 * Adds the users of a file: each line is judged like a form of the wizard, and stands for itself. A file that is sent
 * again after a break goes on where it stopped.
 */
export async function importAuthorisations(
  context: UseCaseContext,
  input: ImportAuthorisationsInput,
): Promise<ImportAuthorisationsResult> {
  const { abn, csv, submissionId } = parseInput(importAuthorisationsInput, input)
  const scene = await enterBusiness(context, abn)
  scene.permit('import-authorisations')
  const catalogue = await readCatalogue(context.runtime.store)
  const lines = readImport(csv, { abn, today: scene.today, catalogue })
  const result: ImportAuthorisationsResult = { sent: [], failed: [] }
  for (let at = 0; at < lines.length; at += linesAtOnce) {
    const part = lines.slice(at, at + linesAtOnce)
    const { sent, failed } = await importPart(
      context,
      { abn, submissionId: derivedId(`import/${submissionId}/${at}`) },
      part,
    )
    result.sent.push(...sent)
    result.failed.push(...failed)
  }
  return result
}

async function importPart(
  context: UseCaseContext,
  change: { abn: z.output<typeof abn>; submissionId: string },
  lines: readonly ImportLine[],
): Promise<ImportAuthorisationsResult> {
  return await changeBusiness(context, { ...change, act: 'import-authorisations' }, async (scene) => {
    scene.permit('import-authorisations')
    const catalogue = await readCatalogue(scene.tx)
    const result: ImportAuthorisationsResult = { sent: [], failed: [] }
    for (const { line, draft, checked, problems } of await judgeLines(scene.tx, scene, lines, catalogue)) {
      const fullName = `${draft.givenNames} ${draft.familyName}`
      if (checked === null) {
        result.failed.push({ line, fullName, problems })
        continue
      }
      const { id, email } = await sendRequest(scene, checked, context.actor, catalogue)
      result.sent.push({ line, id, fullName, email })
    }
    return result
  })
}
