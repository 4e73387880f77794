import { hour } from '../../core/clock.ts'
import { createCredentialDirectory } from '../../domain/credentials/directory/credential-directory.ts'
import { createUseKeeper } from '../../domain/credentials/use/use-keeper.ts'
import { openRegister } from '../../domain/ram/businesses/register/register.ts'
import { decideCloudNotification } from '../../domain/ram/notifications/decide-cloud-notification.ts'
import { openFaultDesk } from '../../domain/sandbox/faults/fault-desk.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import { startJobs } from '../../platform/jobs/jobs.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { Service } from '../http/service.ts'
import { createMasService } from '../mas/index.ts'

/** Starts the token service with what it needs. */
export async function startMas(runtime: Runtime, authority: Authority): Promise<Service> {
  const faults = runtime.settings.mode === 'sandbox' ? await openFaultDesk(runtime) : undefined
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
