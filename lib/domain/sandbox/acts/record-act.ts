import { uuid } from '../../../core/random.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'

export type ActArea = 'time' | 'people' | 'businesses' | 'faults' | 'snapshots' | 'setup'

/** So many acts are kept. */
const mostKept = 1_000

/**
 * Writes down what was done to the made-up world, for those who share it.
 *
 * @param act.details what its page shows; plain data
 * @returns the act's id
 */
export async function recordAct(
  { store, clock, random }: Pick<Runtime, 'store' | 'clock' | 'random'>,
  act: { area: ActArea; summary: string; details?: object },
): Promise<string> {
  const id = uuid(random)
  const { area, summary, details = {} } = act
  const at = new Date(clock.now())
  await store.sandboxAct.create({
    data: { id, at, area, summary: summary.slice(0, 500), details: JSON.parse(JSON.stringify(details)) },
  })
  const [old] = await store.sandboxAct.findMany({
    orderBy: { at: 'desc' },
    skip: mostKept,
    take: 1,
    select: { at: true },
  })
  if (old !== undefined) await store.sandboxAct.deleteMany({ where: { at: { lt: old.at } } })
  return id
}
