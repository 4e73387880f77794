import { minute } from '../../core/clock.ts'
import { settleDueCredentials } from '../../domain/credentials/settle-due-credentials.ts'
import type { Job } from '../../platform/jobs/jobs.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** What is done again and again while the house runs. */
export function jobsOf(runtime: Runtime): Job[] {
  return [{ name: 'settle credentials', everyMs: minute, run: () => settleDueCredentials(runtime) }]
}
