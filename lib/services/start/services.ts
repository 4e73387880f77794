import type { Authority } from '../../platform/authority/authority.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { ServiceName } from '../../platform/settings/settings.ts'
import { createApiService } from '../api/index.ts'
import type { Service } from '../http/service.ts'
import { createMyIdService } from '../myid/index.ts'
import { createPkiService } from '../pki/index.ts'
import { createDemonstrationService } from '../ram/demonstration/index.ts'
import { createRamService } from '../ram/index.ts'
import { createSandboxService } from '../sandbox/index.ts'
import { startEvte } from './start-evte.ts'
import { startMas } from './start-mas.ts'

/**
 * Starts the services that the settings name; the portal's pages come beside them. Simulations exist in the sandbox
 * only, whatever the settings name.
 *
 * @param mas the token service where it works in another thread
 */
export async function startServices(runtime: Runtime, authority: Authority, mas?: Service): Promise<Service[]> {
  const { mode, services } = runtime.settings
  const starts: { name: ServiceName; simulated: boolean; start(): Promise<Service> }[] = [
    { name: 'myid', simulated: true, start: () => createMyIdService(runtime) },
    { name: 'pki', simulated: false, start: () => createPkiService(runtime) },
    { name: 'mas', simulated: false, start: async () => mas ?? (await startMas(runtime, authority)) },
    { name: 'evte', simulated: true, start: () => startEvte(runtime, authority) },
    { name: 'portal', simulated: false, start: () => createApiService(runtime) },
    { name: 'portal', simulated: false, start: () => createRamService(runtime) },
    { name: 'portal', simulated: true, start: () => createDemonstrationService(runtime) },
    { name: 'portal', simulated: true, start: async () => createSandboxService() },
  ]
  const wanted = starts.filter(({ name, simulated }) => services.has(name) && (mode === 'sandbox' || !simulated))
  return await Promise.all(wanted.map(({ start }) => start()))
}
