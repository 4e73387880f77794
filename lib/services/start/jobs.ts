import type { Job } from '../../platform/jobs/jobs.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** What is done again and again while the house runs. */
export function jobsOf(_runtime: Runtime): Job[] {
  return []
}
