import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { Store } from '../../platform/store/open.ts'
import type { UseCaseContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { enterBusiness } from '../ram/acting/scene.ts'
import { abn } from '../ram/fields.ts'
import { isTraceId } from './trace/trace-id.ts'
import { showTrace, type TraceView } from './trace/trace-view.ts'

export const viewTraceInput = z.object({ abn, id: z.string().trim().toLowerCase().max(40) })
export type ViewTraceInput = z.input<typeof viewTraceInput>

/**
 * One request with everything that was checked, for the people of the business whose credential it used. It is all
 * there is to know, so it is also the support bundle.
 *
 * @throws MandateError `common.not-found` also for the traces of others
 */
export async function viewTrace(context: UseCaseContext, input: ViewTraceInput): Promise<TraceView> {
  const asked = parseInput(viewTraceInput, input)
  const { permit } = await enterBusiness(context, asked.abn)
  permit('list-credentials')
  const view = await explainTrace(context.runtime.store, asked.id)
  if (view.abn !== asked.abn) throw new MandateError('common.not-found')
  return view
}

/**
 * One trace by its id, for callers that have made sure that it may be told: in the sandbox, whoever has the id, which
 * nobody can guess.
 *
 * @throws MandateError `common.not-found`
 */
export async function explainTrace(store: Store, id: string): Promise<TraceView> {
  const row = isTraceId(id) ? await store.trace.findUnique({ where: { id } }) : null
  if (!row) throw new MandateError('common.not-found')
  return await showTrace(store, row)
}
