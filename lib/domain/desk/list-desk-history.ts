import { z } from 'zod'
import { deskHistory } from '../../platform/history/record-history.ts'
import type { HistoryEntry, Prisma } from '../../platform/store/generated/client.ts'
import { keysetPage, plainColumn } from '../../platform/store/keyset.ts'
import type { UseCaseContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { cursor, pageSize } from '../ram/fields.ts'
import type { Page } from '../ram/views.ts'
import type { DeskChange } from './operate.ts'
import { requireOperator } from './require-operator.ts'

export const listDeskHistoryInput = z.object({ after: cursor, before: cursor, pageSize })
export type ListDeskHistoryInput = z.input<typeof listDeskHistoryInput>

/** One act of an operator for the whole installation. */
export type DeskHistoryRow = {
  position: number
  /** ISO moment. */
  at: string
  actLabel: string
  actorName: string
  subjectName: string
  changed: DeskChange['changed']
}

const actLabels: Record<string, string> = {
  'relying-party-registered': 'Relying party registered',
  'relying-party-changed': 'Relying party changed',
  'relying-party-removed': 'Relying party removed',
  'relying-service-registered': 'Relying service registered',
  'relying-service-changed': 'Relying service changed',
  'relying-service-removed': 'Relying service removed',
}

/**
 * What operators changed for the whole installation, newest first.
 *
 * @throws MandateError `common.not-found` for anybody but operators, `ram.identity-too-weak`
 */
export async function listDeskHistory(
  context: UseCaseContext,
  input: ListDeskHistoryInput,
): Promise<Page<DeskHistoryRow>> {
  await requireOperator(context)
  const query = parseInput(listDeskHistoryInput, input)
  const { historyEntry } = context.runtime.store
  const where = { abn: deskHistory }
  const [page, total] = await Promise.all([
    keysetPage<HistoryEntry, Prisma.HistoryEntryWhereInput, Prisma.HistoryEntryOrderByWithRelationInput>({
      name: 'desk-history',
      columns: [plainColumn('position', (entry) => entry.position, { kind: 'number', direction: 'desc' })],
      where,
      ...query,
      find: (condition, orderBy, take) => historyEntry.findMany({ where: condition, orderBy, take }),
    }),
    historyEntry.count({ where }),
  ])
  const rows = page.rows.map(({ position, at, act, actorName, subjectName, details }) => ({
    position,
    at: at.toISOString(),
    actLabel: actLabels[act] ?? act,
    actorName,
    subjectName,
    changed: (details as Partial<DeskChange>).changed ?? {},
  }))
  return { ...page, rows, total }
}
