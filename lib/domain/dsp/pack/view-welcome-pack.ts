import { z } from 'zod'
import type { Document } from '../../../formats/document/document.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId } from '../../ram/fields.ts'
import { findProduct } from '../products/find-product.ts'
import { enterRegisteredDsp } from '../scene.ts'
import { buildWelcomePack } from './welcome-pack.ts'

export const viewWelcomePackInput = z.object({ abn, productId: recordId })
export type ViewWelcomePackInput = z.input<typeof viewWelcomePackInput>

export type WelcomePackView = {
  business: { abn: string; name: string }
  product: { id: string; name: string; productVersion: string }
  pack: Document
}

/** The welcome pack of a product, for a page. */
export async function viewWelcomePack(context: UseCaseContext, input: ViewWelcomePackInput): Promise<WelcomePackView> {
  const asked = parseInput(viewWelcomePackInput, input)
  const { business } = await enterRegisteredDsp(context, asked.abn)
  const { runtime } = context
  const product = await findProduct(runtime.store, { abn: asked.abn, id: asked.productId })
  const services = product.enrolments.filter(({ status }) => status !== 'WITHDRAWN').map(({ service }) => service)
  const pack = await buildWelcomePack(runtime.settings, runtime.store, { product, business, services })
  const { id, name, productVersion } = product
  return { business: { abn: business.abn, name: business.name }, product: { id, name, productVersion }, pack }
}
