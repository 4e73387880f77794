import type { Log } from '../log/log.ts'

/** Work that comes again, one run at a time. */
export type Job = { name: string; everyMs: number; run(): Promise<unknown> }

/** Starts the jobs; `stop` lets a run that has begun finish. A run that fails is logged and comes again. */
export function startJobs(jobs: readonly Job[], log: Log): { stop(): Promise<void> } {
  let stopping = false
  const loops = jobs.map((job) => loop(job))
  return {
    async stop() {
      stopping = true
      await Promise.all(
        loops.map((one) => {
          clearTimeout(one.timer)
          return one.running
        }),
      )
    },
  }

  function loop(job: Job) {
    const state: { timer?: NodeJS.Timeout; running: Promise<void> } = { running: Promise.resolve() }
    const next = () => {
      state.timer = setTimeout(() => {
        state.running = job
          .run()
          .catch((error: unknown) => log.error(`job ${job.name} failed`, error))
          .then(() => {
            if (!stopping) next()
          })
      }, job.everyMs)
    }
    next()
    return state
  }
}
