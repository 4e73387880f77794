import type { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import { deskHistory, type HistoryFacts, recordHistory } from '../../platform/history/record-history.ts'
import type { Transaction } from '../../platform/store/open.ts'
import { inTransaction } from '../../platform/store/transaction.ts'
import { type Outcome, once } from '../../platform/submissions.ts'
import type { UseCaseContext } from '../context.ts'
import { invalidInput, parseInput } from '../parse-input.ts'
import { actorOf } from '../ram/acting/scene.ts'
import { requireOperator } from './require-operator.ts'

/** What an operator's act is made with. `record` adds to the history of the desk. */
export type DeskTools = { tx: Transaction; record(facts: DeskFacts): Promise<void> }

export type DeskFacts = Pick<HistoryFacts, 'act' | 'subject' | 'details'>

/** A value before and after, as it is shown; the version that this change made. */
export type DeskChange = { version: number; changed: Record<string, { from: string; to: string }> }

/**
 * Acts at the desk for the whole installation: once for a form, and told in the desk's own history. Who is no operator
 * learns nothing, not even what is wrong with the form.
 *
 * @throws MandateError `common.not-found` for anybody but operators, `ram.identity-too-weak`, `common.invalid-input`
 */
export async function operate<Schema extends z.ZodType<{ submissionId: string }>, Result extends Outcome>(
  context: UseCaseContext,
  { act, schema, input }: { act: string; schema: Schema; input: unknown },
  work: (asked: z.output<Schema>, tools: DeskTools) => Promise<Result>,
): Promise<Result> {
  await requireOperator(context)
  const asked = parseInput(schema, input)
  const { runtime, actor } = context
  const at = runtime.clock.now()
  return await inTransaction(runtime.store, (tx) =>
    once(tx, { id: asked.submissionId, personId: actor.personId, act, at }, () =>
      work(asked, {
        tx,
        record: (facts) =>
          recordHistory(tx, { ...facts, abn: deskHistory, category: 'SOFTWARE', at, actor: actorOf(actor) }),
      }),
    ),
  )
}

/**
 * Holds the record that is there against the one that the operator saw.
 *
 * @param seen the version that they saw; 0 for a record that is to be made
 * @param taken what they read where there is one already
 * @throws MandateError `common.not-found`, `common.changed-meanwhile`, `common.invalid-input` where the id is taken
 */
export async function refuseUnseen(
  tx: Transaction,
  row: { id: string; version: number } | null,
  { seen, taken }: { seen: number; taken: string },
): Promise<void> {
  if (row === null) {
    if (seen > 0) throw new MandateError('common.not-found')
    return
  }
  if (seen === 0) throw invalidInput({ id: taken })
  await refuseChanged(tx, row, seen)
}

/** What differs between two sets of shown values. */
export function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): DeskChange['changed'] {
  const names = Object.keys(after).filter((name) => before[name] !== after[name])
  return Object.fromEntries(names.map((name) => [name, { from: before[name] ?? '', to: after[name] ?? '' }]))
}

/**
 * Refuses an operator who was not the first, with a sentence for each field that others changed since `seen`.
 *
 * @throws MandateError `common.changed-meanwhile`
 */
export async function refuseChanged(
  tx: Transaction,
  { id, version }: { id: string; version: number },
  seen: number,
): Promise<void> {
  if (version === seen) return
  const entries = await tx.historyEntry.findMany({
    where: { abn: deskHistory, subjectId: id },
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
  throw new MandateError('common.changed-meanwhile', { version }, { fields })
}
