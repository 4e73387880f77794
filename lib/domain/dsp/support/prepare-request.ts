import { z } from 'zod'
import { mayEver } from '../../../policy/permissions/decide.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn } from '../../ram/fields.ts'
import { testsProduct } from '../products/product-credentials.ts'
import { enterRegisteredDsp } from '../scene.ts'

export const prepareRequestInput = z.object({ abn })
export type PrepareRequestInput = z.input<typeof prepareRequestInput>

export type PreparedRequest = {
  business: { abn: string; name: string }
  products: { id: string; name: string }[]
  /** Machine credentials that an incident can be about: of tests of the products, and, for those who see them in RAM,
   * of the organisation. */
  credentials: { id: string; name: string }[]
}

const most = 200

/** What the form of a new request offers to choose from. */
export async function prepareRequest(context: UseCaseContext, input: PrepareRequestInput): Promise<PreparedRequest> {
  const asked = parseInput(prepareRequestInput, input)
  const { business, asker } = await enterRegisteredDsp(context, asked.abn)
  const { store } = context.runtime
  const products = await store.dspProduct.findMany({
    where: { abn: asked.abn },
    orderBy: [{ name: 'asc' }, { productVersion: 'asc' }],
    take: most,
  })
  const credentials = await store.credential.findMany({
    where: {
      OR: [
        ...(mayEver('list-credentials', asker) ? [{ abn: asked.abn, sha256Fingerprint: { not: null } }] : []),
        ...products.map((product) => ({ ...testsProduct(product), isTest: true })),
      ],
    },
    orderBy: [{ name: 'asc' }, { createdAt: 'desc' }],
    take: most,
    select: { id: true, name: true },
  })
  return {
    business: { abn: asked.abn, name: business.name },
    products: products.map(({ id, name, productVersion }) => ({ id, name: `${name} ${productVersion}` })),
    credentials,
  }
}
