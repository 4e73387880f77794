import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Lets work pass, until something has to be alone: the sandbox puts another world into the database, and no request may
 * meet half of each. In production nothing is ever alone, and passing costs next to nothing.
 */
export type Gate = {
  /** Runs work that may go on beside other work; it waits where something is alone now. */
  pass<Result>(work: () => Promise<Result> | Result): Promise<Result>
  /**
   * Runs work when everything that has passed is done, and lets nothing pass meanwhile. Work that does not end in time
   * is not waited for. Called from inside `pass`, it does not wait for its own caller.
   */
  alone<Result>(work: () => Promise<Result>): Promise<Result>
  /**
   * Lets something else, such as another thread with a gate of its own, be part of this one.
   *
   * @param hold lets nothing pass there, and gives back how to let it pass again
   * @returns how to leave
   */
  include(hold: Hold): () => void
}

type Hold = () => Promise<() => void>

/** So long `alone` waits for what is running, ms. */
const patience = 1_500

/** Makes the gate of one process. */
export function createGate(patienceMs = patience): Gate {
  const inside = new AsyncLocalStorage<{ counts: boolean }>()
  let running = 0
  let onIdle: (() => void) | undefined
  /** Settles when nothing is alone any more. */
  let barrier: Promise<void> | undefined
  let open = () => {}
  /** How many want to be alone, the one that is included. */
  let wishes = 0
  let queue: Promise<unknown> = Promise.resolve()
  const included = new Set<Hold>()

  const leave = () => {
    running--
    if (running === 0) onIdle?.()
  }

  return {
    async pass(work) {
      // Work inside work that has passed must not wait for a barrier that waits for it.
      if (inside.getStore() !== undefined) return await work()
      while (barrier !== undefined) await barrier
      const place = { counts: true }
      running++
      try {
        return await inside.run(place, work)
      } finally {
        if (place.counts) leave()
      }
    },
    async alone(work) {
      const place = inside.getStore()
      if (place?.counts === true) {
        place.counts = false
        leave()
      }
      wishes++
      barrier ??= new Promise((resolve) => {
        open = resolve
      })
      const turn = queue.then(async () => {
        let releases: (() => void)[] = []
        try {
          releases = await Promise.all([...included].map((hold) => hold()))
          await idle()
          return await work()
        } finally {
          for (const release of releases) release()
          wishes--
          if (wishes === 0) {
            barrier = undefined
            open()
          }
        }
      })
      queue = turn.catch(() => {})
      return await turn
    },
    include(hold) {
      included.add(hold)
      return () => included.delete(hold)
    },
  }

  async function idle(): Promise<void> {
    if (running === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs)
      onIdle = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    onIdle = undefined
  }
}
