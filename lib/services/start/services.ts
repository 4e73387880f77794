import type { Authority } from '../../platform/authority/authority.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { Service } from '../http/service.ts'

/** Starts the services that the settings name; the portal's pages come beside them. */
export async function startServices(_runtime: Runtime, _authority: Authority): Promise<Service[]> {
  return []
}
