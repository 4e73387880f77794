import { hour } from '../../core/clock.ts'
import { createCredentialDirectory } from '../../domain/credentials/directory/credential-directory.ts'
import { createUseKeeper } from '../../domain/credentials/use/use-keeper.ts'
import { openRegister } from '../../domain/ram/businesses/register/register.ts'
import { decideCloudNotification } from '../../domain/ram/notifications/decide-cloud-notification.ts'
import { type FaultDesk, openFaultDesk } from '../../domain/sandbox/faults/fault-desk.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import { startJobs } from '../../platform/jobs/jobs.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { ServiceName } from '../../platform/settings/settings.ts'
import { createApiService } from '../api/index.ts'
import { createEvteService } from '../evte/index.ts'
import type { Service } from '../http/service.ts'
import { createMasService } from '../mas/index.ts'
import { createMyIdService } from '../myid/index.ts'
import { createPkiService } from '../pki/index.ts'
import { createDemonstrationService } from '../ram/demonstration/index.ts'
import { createRamService } from '../ram/index.ts'
import { createSandboxService } from '../sandbox/index.ts'

/**
 * Starts the services that the settings name; the portal's pages come beside them. Simulations exist in the sandbox
 * only, whatever the settings name.
 */
export async function startServices(runtime: Runtime, authority: Authority): Promise<Service[]> {
  const { mode, services } = runtime.settings
  const faults = mode === 'sandbox' ? await openFaultDesk(runtime) : undefined
  const starts: { name: ServiceName; simulated: boolean; start(): Promise<Service> }[] = [
    { name: 'myid', simulated: true, start: () => createMyIdService(runtime) },
    { name: 'pki', simulated: false, start: () => createPkiService(runtime) },
    { name: 'mas', simulated: false, start: () => startMas(runtime, authority, faults) },
    {
      name: 'evte',
      simulated: true,
      start: () => createEvteService(runtime, { authority, ...(faults && { faults }) }),
    },
    { name: 'portal', simulated: false, start: () => createApiService(runtime) },
    { name: 'portal', simulated: false, start: () => createRamService(runtime) },
    { name: 'portal', simulated: true, start: () => createDemonstrationService(runtime) },
    { name: 'portal', simulated: true, start: async () => createSandboxService() },
  ]
  const wanted = starts.filter(({ name, simulated }) => services.has(name) && (mode === 'sandbox' || !simulated))
  return await Promise.all(wanted.map(({ start }) => start()))
}

async function startMas(runtime: Runtime, authority: Authority, faults: FaultDesk | undefined): Promise<Service> {
  const directory = createCredentialDirectory(runtime)
  const uses = createUseKeeper(runtime)
  const jobs = startJobs(
    [{ name: 'forget old uses of credentials', everyMs: hour, run: () => uses.forget() }],
    runtime.log,
  )
  const mas = await createMasService(runtime, {
    authority,
    directory,
    ...(faults && { faults }),
    uses,
    register: openRegister(runtime),
    decideRelationship: (question) => decideCloudNotification(runtime, question),
  })
  return {
    ...mas,
    close: async () => {
      await mas.close?.()
      await jobs.stop()
      await uses.close()
      faults?.close()
      directory.close()
    },
  }
}
