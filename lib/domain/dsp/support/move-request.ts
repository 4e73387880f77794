import { hour } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { uuid } from '../../../core/random.ts'
import type { DspRequest, Prisma } from '../../../platform/store/generated/client.ts'
import {
  afterRequestEvent,
  escalated,
  type RequestEvent,
  requestStatusNames,
  severityRules,
  usualAnswerHours,
} from '../../../policy/dsp/support.ts'
import type { ChangeTools } from '../../ram/acting/change-tools.ts'
import { actionsOf } from './request-view.ts'

/**
 * Takes a request one step on, by the transition table, and adds what was written.
 *
 * @throws MandateError `dsp.request-over`, `common.changed-meanwhile`
 */
export async function moveRequest(
  { tx, runtime }: Pick<ChangeTools, 'tx' | 'runtime'>,
  row: DspRequest,
  step: {
    event: RequestEvent
    side: 'desk' | 'dsp'
    version: number
    author: { id: string; name: string }
    text: string | undefined
  },
): Promise<DspRequest> {
  const { event, side, author, text } = step
  const status = afterRequestEvent(row.status, event, side)
  if (status === undefined || !actionsOf(row, side).includes(event)) {
    throw new MandateError('dsp.request-over', { status: requestStatusNames[row.status] })
  }
  if (row.version !== step.version) throw new MandateError('common.changed-meanwhile', { version: row.version })
  const now = runtime.clock.now()
  const moved = await tx.dspRequest.update({
    where: { id: row.id },
    data: { status, changedAt: new Date(now), version: { increment: 1 }, ...moreOf(row, event, status, now) },
  })
  if (text !== undefined) {
    await tx.dspMessage.create({
      data: {
        id: uuid(runtime.random),
        requestId: row.id,
        authorId: author.id,
        authorName: author.name,
        fromDesk: side === 'desk',
        text,
        at: new Date(now),
      },
    })
  }
  return moved
}

/** An escalation raises the severity; whatever comes back to the desk is to be answered in time again. */
function moreOf(
  row: DspRequest,
  event: RequestEvent,
  status: DspRequest['status'],
  now: number,
): Prisma.DspRequestUncheckedUpdateInput {
  if (status !== 'OPEN') return { answerDueAt: null }
  const severity = event === 'escalate' && row.severity !== null ? escalated(row.severity) : row.severity
  const hours = severity === null ? usualAnswerHours : severityRules[severity].answerHours
  const due = new Date(now + hours * hour)
  // Another word from the DSP does not buy the desk more time.
  const answerDueAt = row.status === 'OPEN' && row.answerDueAt !== null && row.answerDueAt < due ? row.answerDueAt : due
  return { answerDueAt, severity, ...(event === 'escalate' && { escalatedAt: new Date(now) }) }
}
