import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { EmbeddedSetup, Notice, Order } from './messages.ts'

/** The embedded database in a thread of its own. */
export type EmbeddedDatabase = {
  /** A connection for one client, which may be in yet another thread. */
  connect(): MessagePort
  /** Closes it; whoever still asks gets an error. */
  close(): Promise<void>
}

/**
 * Opens the embedded database of a folder and applies the migrations that are missing. The folder's parent has to be
 * there, and locked by this process.
 */
export async function startDatabase(folder: string, image?: Blob): Promise<EmbeddedDatabase> {
  const worker = new Worker(new URL('./database-thread.ts', import.meta.url), {
    workerData: { folder, image } satisfies EmbeddedSetup,
  })
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const ports: MessagePort[] = []
  let failure: unknown
  worker.on('error', (error) => {
    failure = error
    // Its stack would be a line of hundreds of kilobytes.
    process.stderr.write(`error the embedded database has stopped: ${String(error.message).slice(0, 500)}\n`)
  })
  const order = (what: Order, transfer: MessagePort[] = []) => worker.postMessage(what, transfer)

  await new Promise<void>((resolve, reject) => {
    worker.once('message', (notice: Notice) => {
      if (notice.kind === 'not-open') reject(notice.error)
      else resolve()
    })
    void ended.then(() => reject(failure ?? new Error('the embedded database did not open')))
  })
  worker.unref()

  return {
    connect() {
      const { port1, port2 } = new MessageChannel()
      order({ kind: 'connect', port: port2 }, [port2])
      ports.push(port1)
      return port1
    },
    async close() {
      worker.ref()
      order({ kind: 'close' })
      await ended
      for (const port of ports) port.close()
    },
  }
}
