import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { recordAct } from '../acts/record-act.ts'
import { requireSandbox } from '../require-sandbox.ts'
import { replaceWorld } from './replace-world.ts'

/**
 * Makes the sandbox as it was when it was new. Keys, snapshots and traces stay; machine credentials are gone.
 *
 * @param seed writes the made-up world of a new sandbox
 * @throws MandateError `sandbox.world-busy`
 */
export async function resetWorld(runtime: Runtime, seed: (tx: Transaction) => Promise<void>): Promise<{ reset: true }> {
  requireSandbox(runtime)
  await replaceWorld(runtime, seed)
  await recordAct(runtime, { area: 'snapshots', summary: 'The sandbox was reset to how it was when it was new' })
  return { reset: true }
}
