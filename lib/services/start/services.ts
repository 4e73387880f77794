import type { Authority } from '../../platform/authority/authority.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { ServiceName } from '../../platform/settings/settings.ts'
import type { Service } from '../http/service.ts'
import { createMyIdService } from '../myid/index.ts'

/** Starts the services that the settings name; the portal's pages come beside them. */
export async function startServices(runtime: Runtime, _authority: Authority): Promise<Service[]> {
  const has = (name: ServiceName) => runtime.settings.services.has(name)
  return await Promise.all([...(has('myid') ? [createMyIdService(runtime)] : [])])
}
