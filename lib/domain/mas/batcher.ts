/** Collects items and works on many at a time. */
export type Batcher<Item, Result> = {
  /** The result for this item, once its batch is done. */
  add(item: Item): Promise<Result>
  /** Works off what is waiting. Nothing may be added afterwards. */
  close(): Promise<void>
}

/**
 * Makes a batcher: one batch at a time; the next takes what came meanwhile.
 *
 * @param options.waitMs how long the first item of a batch waits for others
 * @param options.run gives a result for each item, in the same order
 */
export function batcher<Item, Result>(options: {
  largest: number
  waitMs: number
  run(items: readonly Item[]): Promise<readonly Result[]>
}): Batcher<Item, Result> {
  type Waiting = { item: Item; resolve(result: Result): void; reject(error: unknown): void }
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  const pause = () =>
    options.waitMs > 0 ? new Promise((resolve) => setTimeout(resolve, options.waitMs)) : Promise.resolve()

  const work = async () => {
    await pause()
    while (waiting.length > 0) {
      const batch = waiting.slice(0, options.largest)
      waiting = waiting.slice(options.largest)
      try {
        const results = await options.run(batch.map(({ item }) => item))
        for (const [at, one] of batch.entries()) one.resolve(results[at] as Result)
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
    }
    running = undefined
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        running ??= work()
      }),
    async close() {
      await running
    },
  }
}
