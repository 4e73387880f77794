import { MandateError } from '../../../core/errors/index.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { type FieldChanges, fieldTitle, printed } from '../authorisations/edit/field-changes.ts'
import { describeEntry } from './describe-entry.ts'

/**
 * The error for an editor who was not the first, read from the history: a sentence for each field that others changed
 * since the version that the editor saw, and, for what else they did with the record, one under `version`.
 */
export async function changedMeanwhile(
  tx: Transaction,
  row: { id: string; abn: string; version: number },
  seen: number,
): Promise<MandateError> {
  const entries = await tx.historyEntry.findMany({
    where: { abn: row.abn, subjectId: row.id },
    orderBy: { position: 'desc' },
    take: 50,
  })
  const fields: Record<string, string> = {}
  const acts: string[] = []
  for (const [at, { act, details, actorName }] of entries.entries()) {
    const { version, changed } = details as { version?: number; changed?: FieldChanges }
    // An entry that does not say its version is one change; as many as there are versions are news.
    if (version === undefined ? at >= row.version - seen : version <= seen) continue
    if (changed === undefined) acts.push(`${describeEntry({ act, details }).actLabel}, by ${actorName}.`)
    for (const [field, change] of Object.entries(changed ?? {})) {
      const to = field === 'access' ? '' : ` to "${printed(change?.to)}"`
      fields[field] ??= `${nameOf(field)}${actorName} changed this${to} while you were working.`
    }
  }
  if (acts.length > 0) fields.version = acts.toReversed().join(' ')
  return new MandateError('common.changed-meanwhile', { version: row.version }, { fields })
}

/** The field's name before the sentence, for where the sentence stands away from the field. */
function nameOf(field: string): string {
  const title = fieldTitle(field)
  return title === undefined ? '' : `${title}: `
}
