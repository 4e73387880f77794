import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { requireOperator } from '../../desk/require-operator.ts'
import type { TraceView } from '../../mas/trace/trace-view.ts'
import { explainTrace } from '../../mas/view-trace.ts'
import { parseInput } from '../../parse-input.ts'
import { recordId } from '../../ram/fields.ts'
import { type RequestView, showRequest } from './request-view.ts'

export const viewDeskRequestInput = z.object({ id: recordId })
export type ViewDeskRequestInput = z.input<typeof viewDeskRequestInput>

export type ViewDeskRequestResult = {
  business: { abn: string; name: string }
  mainContact: { name: string; email: string; phone: string } | null
  request: RequestView
  /** The traces that the DSP linked, as far as they are still kept. */
  traces: TraceView[]
}

/** One request as the desk sees it, with whom to ring and the linked traces. Operators only. */
export async function viewDeskRequest(
  context: UseCaseContext,
  input: ViewDeskRequestInput,
): Promise<ViewDeskRequestResult> {
  await requireOperator(context)
  const { id } = parseInput(viewDeskRequestInput, input)
  const { store } = context.runtime
  const row = await store.dspRequest.findUnique({
    where: { id },
    include: {
      messages: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
      product: true,
      organisation: { include: { business: true, contacts: { where: { isMain: true } } } },
    },
  })
  if (row === null) throw new MandateError('common.not-found')
  const { organisation } = row
  const [main] = organisation.contacts
  const [credential, kept] = await Promise.all([
    row.credentialId === null
      ? null
      : store.credential.findUnique({ where: { id: row.credentialId }, select: { name: true } }),
    store.trace.findMany({ where: { id: { in: row.traceIds } }, select: { id: true } }),
  ])
  return {
    business: { abn: row.abn, name: organisation.business.name },
    mainContact:
      main === undefined
        ? null
        : { name: `${main.givenNames} ${main.familyName}`, email: main.email, phone: main.phone },
    request: showRequest(row, credential?.name ?? null, 'desk'),
    traces: await Promise.all(kept.map((trace) => explainTrace(store, trace.id))),
  }
}
