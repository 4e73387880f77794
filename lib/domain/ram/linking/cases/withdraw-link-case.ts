import { z } from 'zod'
import { MandateError } from '../../../../core/errors/index.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { recordId } from '../../fields.ts'

export const withdrawLinkCaseInput = z.object({ id: recordId })
export type WithdrawLinkCaseInput = z.input<typeof withdrawLinkCaseInput>

/** The person takes their own case back, before it is decided. */
export async function withdrawLinkCase(
  { runtime, actor }: UseCaseContext,
  input: WithdrawLinkCaseInput,
): Promise<{ id: string }> {
  const { id } = parseInput(withdrawLinkCaseInput, input)
  const mine = { id, personId: actor.personId }
  const { count } = await runtime.store.linkCase.updateMany({
    where: { ...mine, status: 'OPEN' },
    data: { status: 'WITHDRAWN', version: { increment: 1 } },
  })
  if (count === 1) return { id }
  const row = await runtime.store.linkCase.findFirst({ where: mine })
  if (row === null) throw new MandateError('common.not-found')
  // Taken back twice is taken back.
  if (row.status !== 'WITHDRAWN') throw new MandateError('ram.case-decided')
  return { id }
}
