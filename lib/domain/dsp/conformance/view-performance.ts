import { z } from 'zod'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId } from '../../ram/fields.ts'
import { findProduct } from '../products/find-product.ts'
import { enterRegisteredDsp } from '../scene.ts'
import { measurePerformance, type OperationFigures } from './measure-performance.ts'
import { trafficOf } from './settle-product.ts'

export const viewPerformanceInput = z.object({ abn, productId: recordId })
export type ViewPerformanceInput = z.input<typeof viewPerformanceInput>

export type PerformanceView = {
  business: { abn: string; name: string }
  product: { id: string; name: string; productVersion: string }
  operations: OperationFigures[]
}

/** How often a product called, and how fast it was answered: durations inside the services, without the network. */
export async function viewPerformance(context: UseCaseContext, input: ViewPerformanceInput): Promise<PerformanceView> {
  const asked = parseInput(viewPerformanceInput, input)
  const { business } = await enterRegisteredDsp(context, asked.abn)
  const { store } = context.runtime
  const product = await findProduct(store, { abn: asked.abn, id: asked.productId })
  const { id, name, productVersion } = product
  return {
    business: { abn: business.abn, name: business.name },
    product: { id, name, productVersion },
    operations: await measurePerformance(store, await trafficOf(store, product)),
  }
}
