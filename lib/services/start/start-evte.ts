import { openFaultDesk } from '../../domain/sandbox/faults/fault-desk.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { createEvteService } from '../evte/index.ts'
import type { Service } from '../http/service.ts'

/** Starts the simulated services of relying parties, with what they need; sandbox only. */
export async function startEvte(runtime: Runtime, authority: Authority): Promise<Service> {
  const faults = await openFaultDesk(runtime)
  const evte = await createEvteService(runtime, { authority, faults })
  return {
    ...evte,
    close: async () => {
      await evte.close?.()
      faults.close()
    },
  }
}
