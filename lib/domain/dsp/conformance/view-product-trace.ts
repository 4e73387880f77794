import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import type { UseCaseContext } from '../../context.ts'
import { isTraceId } from '../../mas/trace/trace-id.ts'
import type { TraceView } from '../../mas/trace/trace-view.ts'
import { explainTrace } from '../../mas/view-trace.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId } from '../../ram/fields.ts'
import { findProduct } from '../products/find-product.ts'
import { enterRegisteredDsp } from '../scene.ts'
import { trafficOf } from './settle-product.ts'
import { allCalls } from './traffic.ts'

export const viewProductTraceInput = z.object({
  abn,
  productId: recordId,
  traceId: z.string().trim().toLowerCase().max(40),
})
export type ViewProductTraceInput = z.input<typeof viewProductTraceInput>

export type ProductTraceView = {
  business: { abn: string; name: string }
  product: { id: string; name: string; productVersion: string }
  trace: TraceView
}

/**
 * One call of a product with everything that was checked, also where its test credential is for another business.
 * Whoever may see the product sees it all: it is what the product itself sent, and what is known of its own credential
 * and the business that this is for. Facts of a trace are never about people.
 *
 * @throws MandateError `common.not-found` also for the calls of others
 */
export async function viewProductTrace(
  context: UseCaseContext,
  input: ViewProductTraceInput,
): Promise<ProductTraceView> {
  const asked = parseInput(viewProductTraceInput, input)
  const { business } = await enterRegisteredDsp(context, asked.abn)
  const { store } = context.runtime
  const product = await findProduct(store, { abn: asked.abn, id: asked.productId })
  const traffic = await trafficOf(store, product)
  const [own] =
    isTraceId(asked.traceId) && traffic.credentialIds.length > 0
      ? await store.$queryRaw<unknown[]>(
          Prisma.sql`SELECT 1 FROM "Trace" t WHERE t."id" = ${asked.traceId} AND ${allCalls(traffic)}`,
        )
      : []
  if (own === undefined) throw new MandateError('common.not-found')
  const { id, name, productVersion } = product
  return {
    business: { abn: business.abn, name: business.name },
    product: { id, name, productVersion },
    trace: await explainTrace(store, asked.traceId),
  }
}
