import type { Authority } from '../../lib/platform/authority/authority.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import type { Transaction } from '../../lib/platform/store/open.ts'
import { inTransaction } from '../../lib/platform/store/transaction.ts'
import { seedCatalogue } from './catalogue.ts'
import { seedDsp } from './dsp.ts'
import { seedPersonas } from './personas.ts'
import { seedRam } from './ram.ts'
import { seedRegister } from './register.ts'
import { seedRelyingParties } from './relying-parties.ts'
import { seedRelyingServices } from './relying-services.ts'
import { seedUsi } from './usi.ts'

/**
 * Fills a database with what every installation needs (the agency catalogue), and a sandbox with its made-up world.
 * Run at each start: what is there stays as it is, also where somebody changed it.
 */
export async function seed(runtime: Runtime, authority: Authority): Promise<void> {
  const isSandbox = runtime.settings.mode === 'sandbox'
  await inTransaction(runtime.store, async (tx) => {
    await seedCatalogue(tx)
    if (!isSandbox) return
    await seedRelyingParties(tx, { authority, settings: runtime.settings })
    await seedWorld(tx, runtime)
  })
  if (isSandbox) await seedRelyingServices(runtime)
}

/** The made-up world of a sandbox: its people, businesses and students. */
export async function seedWorld(tx: Transaction, runtime: Runtime): Promise<void> {
  await seedPersonas(tx)
  await seedRegister(tx)
  await seedRam(tx, runtime)
  await seedDsp(tx, runtime)
  await seedUsi(tx, runtime.clock.now())
}
