import { MandateError } from '../../core/errors/index.ts'
import type { HistoryFacts } from '../../platform/history/record-history.ts'
import { deskHistory, recordHistory } from '../../platform/history/record-history.ts'
import type { Transaction } from '../../platform/store/open.ts'
import { inTransaction } from '../../platform/store/transaction.ts'
import { type Outcome, once } from '../../platform/submissions.ts'
import type { UseCaseContext } from '../context.ts'
import { actorOf } from '../ram/acting/scene.ts'
import { requireOperator } from './require-operator.ts'

/** What an operator's act is made with. `record` adds to the history of the desk. */
export type DeskTools = { tx: Transaction; record(facts: DeskFacts): Promise<void> }

export type DeskFacts = Pick<HistoryFacts, 'act' | 'subject' | 'details'>

/** A value before and after, as it is shown; the version that this change made. */
export type DeskChange = { version: number; changed: Record<string, { from: string; to: string }> }

/**
 * Acts at the desk for the whole installation: once for a form, and told in the desk's own history.
 *
 * @throws MandateError `common.not-found` for anybody but operators, `ram.identity-too-weak`
 */
export async function operate<Result extends Outcome>(
  context: UseCaseContext,
  { submissionId, act }: { submissionId: string; act: string },
  work: (tools: DeskTools) => Promise<Result>,
): Promise<Result> {
  await requireOperator(context)
  const { runtime, actor } = context
  const at = runtime.clock.now()
  return await inTransaction(runtime.store, (tx) =>
    once(tx, { id: submissionId, personId: actor.personId, act, at }, () =>
      work({
        tx,
        record: (facts) =>
          recordHistory(tx, { ...facts, abn: deskHistory, category: 'SOFTWARE', at, actor: actorOf(actor) }),
      }),
    ),
  )
}

/** What differs between two sets of shown values. */
export function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): DeskChange['changed'] {
  const names = Object.keys(after).filter((name) => before[name] !== after[name])
  return Object.fromEntries(names.map((name) => [name, { from: before[name] ?? '', to: after[name] ?? '' }]))
}

/** The error for an operator who was not the first: a sentence for each field that others changed since `seen`. */
export async function changedAtDesk(
  tx: Transaction,
  subjectId: string,
  { version, seen }: { version: number; seen: number },
): Promise<MandateError> {
  const entries = await tx.historyEntry.findMany({
    where: { abn: deskHistory, subjectId },
    orderBy: { position: 'desc' },
    take: 50,
  })
  const fields: Record<string, string> = {}
  for (const { details, actorName } of entries) {
    const { version: made, changed } = details as Partial<DeskChange>
    if (made === undefined || changed === undefined || made <= seen) continue
    for (const [name, { to }] of Object.entries(changed)) {
      fields[name] ??= `${actorName} changed this to "${to || 'nothing'}" while you were working.`
    }
  }
  return new MandateError('common.changed-meanwhile', { version }, { fields })
}
