import { hour, minute } from '../../core/clock.ts'
import { settleDueCredentials } from '../../domain/credentials/upkeep/settle-due-credentials.ts'
import { conformanceJob } from '../../domain/dsp/conformance/settle-conformance.ts'
import { keepApiTokens } from '../../domain/ram/api-tokens/keep-api-tokens.ts'
import { endLostAssociations } from '../../domain/ram/authorisations/lifecycle/end-lost-associations.ts'
import { remindOfRenewals } from '../../domain/ram/authorisations/lifecycle/remind-of-renewals.ts'
import { removeLapsed } from '../../domain/ram/authorisations/lifecycle/remove-lapsed.ts'
import { settleDueAuthorisations } from '../../domain/ram/authorisations/lifecycle/settle-due-authorisations.ts'
import type { Job } from '../../platform/jobs/jobs.ts'
import { removeLapsedRecords } from '../../platform/oidc/adapter.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { removeEndedSessions } from '../../platform/session/end-session.ts'

/** What is done again and again while the house runs. */
export function jobsOf(runtime: Runtime): Job[] {
  return [
    { name: 'settle authorisations', everyMs: minute, run: () => settleDueAuthorisations(runtime) },
    { name: 'remind of renewals', everyMs: 10 * minute, run: () => remindOfRenewals(runtime) },
    { name: 'check associations', everyMs: hour, run: () => endLostAssociations(runtime) },
    { name: 'remove lapsed forms and codes', everyMs: hour, run: () => removeLapsed(runtime) },
    { name: 'settle credentials', everyMs: minute, run: () => settleDueCredentials(runtime) },
    { name: 'keep API tokens', everyMs: hour, run: () => keepApiTokens(runtime) },
    conformanceJob(runtime),
    { name: 'remove ended sessions', everyMs: hour, run: () => removeEndedSessions(runtime) },
    { name: 'remove lapsed sign-ins', everyMs: hour, run: () => removeLapsedRecords(runtime) },
  ]
}
