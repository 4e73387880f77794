import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { statusesInTests } from '../../../policy/dsp/enrolment.ts'
import { settleProduct } from './settle-product.ts'

/** Products that one run looks at; the others have their turn in the next. */
const mostProducts = 200

/**
 * Ticks cases while nobody looks: after calls were traced, every product in testing is looked at. Pages of a product
 * look by themselves, so a tick never waits for this.
 */
export function conformanceJob(runtime: Runtime): Job {
  // What was traced before this process began is looked at once.
  let hasNews = true
  runtime.signals.on('trace-written', () => {
    hasNews = true
  })
  return {
    name: 'settle conformance',
    everyMs: 10_000,
    async run() {
      if (!hasNews) return
      hasNews = false
      await settleConformance(runtime)
    },
  }
}

/** Looks at every product in testing. @returns how many changed */
export async function settleConformance(runtime: Runtime): Promise<number> {
  const products = await runtime.store.dspProduct.findMany({
    where: { enrolments: { some: { status: { in: [...statusesInTests] } } } },
    include: { enrolments: true },
    orderBy: { createdAt: 'desc' },
    take: mostProducts,
  })
  let changed = 0
  for (const product of products) if (await settleProduct(runtime, product)) changed += 1
  return changed
}
