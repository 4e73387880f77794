import { uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { viewChecklist } from '../../lib/domain/dsp/conformance/view-checklist.ts'
import { registerDeveloper } from '../../lib/domain/dsp/organisations/register-developer.ts'
import { registerProduct } from '../../lib/domain/dsp/products/register-product.ts'
import type { DspHosting, DspService } from '../../lib/policy/dsp/products.ts'
import type { TestSandbox } from './sandbox-harness.ts'

/** A software vendor of a seeded sandbox: its representative, products that enter EVTE, and their checklists. */
export async function openVendor({ runtime }: Pick<TestSandbox, 'runtime'>, abn: string) {
  const { store } = runtime
  const { personId, givenNames, familyName } = await store.authorisation.findFirstOrThrow({
    where: { abn, personId: { not: null } },
  })
  if (personId === null) throw new Error(`nobody acts for ${abn}`)
  const context: UseCaseContext = { runtime, actor: { personId, givenNames, familyName, strength: 'STRONG' } }
  const form = () => ({ submissionId: uuid(runtime.random), abn })
  return {
    context,
    form,
    /** Registers the business as a developer, where it is none yet. */
    register: async () => {
      if ((await store.dspOrganisation.findUnique({ where: { abn } })) !== null) return
      const contact = { givenNames, familyName, email: 'vendor@example.com', phone: '02 5550 7777' }
      await registerDeveloper(context, { ...form(), developerKinds: ['IN_HOUSE'], ...contact, declaration: 'yes' })
    },
    newProduct: (name: string, services: DspService[], hosting: DspHosting = 'SERVER') =>
      registerProduct(context, {
        ...form(),
        name,
        productVersion: '1.0',
        hosting,
        services,
        audience: 'IN_HOUSE',
        declaration: 'yes',
      }),
    /** The checklist, once the traces of the last calls are written. */
    checklist: async (productId: string, service: 'sbr1' | 'sbr2' | 'usi') => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      const { cases, status } = await viewChecklist(context, { abn, productId, service })
      const ids = (ticked: boolean) => cases.filter(({ tick }) => (tick !== null) === ticked).map(({ id }) => id)
      return { cases, status, ticked: ids(true), open: ids(false) }
    },
  }
}

export type Vendor = Awaited<ReturnType<typeof openVendor>>
