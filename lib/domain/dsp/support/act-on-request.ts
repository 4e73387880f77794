import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { DspRequest } from '../../../platform/store/generated/client.ts'
import type { UseCaseContext } from '../../context.ts'
import { invalidInput, parseInput } from '../../parse-input.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { abn, recordId, submissionId, version } from '../../ram/fields.ts'
import { message } from '../fields.ts'
import { deskMail } from '../mails/support-mails.ts'
import { changeRegisteredDsp } from '../scene.ts'
import { deskAddresses } from './desk-addresses.ts'
import { moveRequest } from './move-request.ts'
import { visibleRequests } from './visible-requests.ts'

export const actOnRequestInput = z.object({
  submissionId,
  abn,
  id: recordId,
  version,
  event: z.enum(['reply', 'escalate', 'resolve', 'reopen', 'withdraw'], { error: 'Choose what to do.' }),
  text: z.union([z.literal('').transform(() => undefined), message]).optional(),
})
export type ActOnRequestInput = z.input<typeof actOnRequestInput>

/**
 * What a DSP does with its request: replies, escalates with the reason, resolves, opens it again, or withdraws it. The
 * desk is told by mail.
 *
 * @throws MandateError `common.not-found`, `dsp.request-over`, `common.changed-meanwhile`
 */
export async function actOnRequest(
  context: UseCaseContext,
  input: ActOnRequestInput,
): Promise<{ id: string; status: DspRequest['status'] }> {
  const { submissionId, abn, id, version, event, text } = parseInput(actOnRequestInput, input)
  if (text === undefined && (event === 'reply' || event === 'escalate' || event === 'reopen')) {
    throw invalidInput({ text: event === 'reply' ? 'Write your message.' : 'Say why.' })
  }
  const author = actorOf(context.actor)
  const change = { abn, submissionId, act: 'act-on-dsp-request', need: 'support' } as const
  return await changeRegisteredDsp(context, change, async (tools) => {
    const { tx, runtime, business } = tools
    const row = await tx.dspRequest.findFirst({
      where: { AND: [visibleRequests(tools, author.id), { id }] },
    })
    if (row === null) throw new MandateError('common.not-found')
    const moved = await moveRequest(tools, row, { event, side: 'dsp', version, author, text })
    for (const to of await deskAddresses(tx)) {
      await tools.mail(deskMail(runtime.settings, business, moved, { event, text, authorName: author.name, to }))
    }
    return { id, status: moved.status }
  })
}
