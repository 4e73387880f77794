import { z } from 'zod'
import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { DspRequest } from '../../../platform/store/generated/client.ts'
import type { UseCaseContext } from '../../context.ts'
import { requireOperator } from '../../desk/require-operator.ts'
import { invalidInput, parseInput } from '../../parse-input.ts'
import { changeLocked } from '../../ram/acting/change-business.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { recordId, submissionId, version } from '../../ram/fields.ts'
import { message } from '../fields.ts'
import { answeredMail } from '../mails/support-mails.ts'
import { moveRequest } from './move-request.ts'

export const answerRequestInput = z.object({
  submissionId,
  id: recordId,
  version,
  event: z.enum(['answer', 'resolve'], { error: 'Choose whether this resolves it.' }),
  text: z.union([z.literal('').transform(() => undefined), message]).optional(),
})
export type AnswerRequestInput = z.input<typeof answerRequestInput>

/**
 * The desk answers a request, and resolves it if that was all. Who asked is told by mail.
 *
 * @throws MandateError `common.not-found` for anybody but operators, `dsp.request-over`, `common.changed-meanwhile`
 */
export async function answerRequest(
  context: UseCaseContext,
  input: AnswerRequestInput,
): Promise<{ id: string; status: DspRequest['status'] }> {
  await requireOperator(context)
  const { submissionId, id, version, event, text } = parseInput(answerRequestInput, input)
  if (text === undefined) throw invalidInput({ text: 'Write your answer.' })
  const seen = await context.runtime.store.dspRequest.findUnique({ where: { id }, select: { abn: true } })
  if (seen === null) throw new MandateError('common.not-found')
  const author = actorOf(context.actor)
  const change = { abn: seen.abn as Abn, submissionId, act: 'answer-dsp-request' }
  return await changeLocked(context, change, async (tools) => {
    const row = await tools.tx.dspRequest.findUniqueOrThrow({ where: { id } })
    const moved = await moveRequest(tools, row, { event, side: 'desk', version, author, text })
    await tools.mail(answeredMail(tools.runtime.settings, tools, moved, { text, authorName: author.name }))
    return { id, status: moved.status }
  })
}
