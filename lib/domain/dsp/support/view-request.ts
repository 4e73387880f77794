import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId } from '../../ram/fields.ts'
import { enterRegisteredDsp } from '../scene.ts'
import { type RequestView, showRequest } from './request-view.ts'
import { visibleRequests } from './visible-requests.ts'

export const viewRequestInput = z.object({ abn, id: recordId })
export type ViewRequestInput = z.input<typeof viewRequestInput>

export type ViewRequestResult = { business: { abn: string; name: string }; request: RequestView }

/** One request with its messages. @throws MandateError `common.not-found` also for the private ones of others */
export async function viewRequest(context: UseCaseContext, input: ViewRequestInput): Promise<ViewRequestResult> {
  const asked = parseInput(viewRequestInput, input)
  const scene = await enterRegisteredDsp(context, asked.abn)
  const { store } = context.runtime
  const row = await store.dspRequest.findFirst({
    where: { AND: [visibleRequests(scene, context.actor.personId), { id: asked.id }] },
    include: { messages: { orderBy: [{ at: 'asc' }, { id: 'asc' }] }, product: true },
  })
  if (row === null) throw new MandateError('common.not-found')
  const credential =
    row.credentialId === null
      ? null
      : await store.credential.findUnique({ where: { id: row.credentialId }, select: { name: true } })
  const { name } = scene.business
  return { business: { abn: asked.abn, name }, request: showRequest(row, credential?.name ?? null, 'dsp') }
}
