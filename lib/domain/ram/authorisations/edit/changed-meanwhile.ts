import { MandateError } from '../../../../core/errors/index.ts'
import type { Authorisation } from '../../../../platform/store/generated/client.ts'
import type { Transaction } from '../../../../platform/store/open.ts'
import type { EditableField } from '../../../../policy/authorisations/editing.ts'
import { type FieldChanges, printed } from './field-changes.ts'

/**
 * The error for an editor who was not the first: a sentence for each field that others changed since the version that
 * the editor saw, read from the history.
 */
export async function changedMeanwhile(tx: Transaction, row: Authorisation, seen: number): Promise<MandateError> {
  const entries = await tx.historyEntry.findMany({
    where: { abn: row.abn, category: 'AUTHORISATION', subjectId: row.id },
    orderBy: { position: 'desc' },
    take: 50,
  })
  const fields: Record<string, string> = {}
  for (const { details, actorName } of entries) {
    const { version, changed } = details as { version?: number; changed?: FieldChanges }
    if (version === undefined || changed === undefined || version <= seen) continue
    for (const field of Object.keys(changed) as EditableField[]) {
      fields[field] ??=
        field === 'access'
          ? `${actorName} changed this while you were working.`
          : `${actorName} changed this to "${printed(changed[field]?.to)}" while you were working.`
    }
  }
  return new MandateError('common.changed-meanwhile', { version: row.version }, { fields })
}
