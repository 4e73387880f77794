import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { giveWay } from '../../runtime/give-way.ts'
import { applyMigrations } from '../migrate.ts'
import { answerQuestions } from './answer-questions.ts'
import type { EmbeddedSetup, Notice, Order } from './messages.ts'

/**
 * The thread that holds the embedded database. A statement keeps its thread busy until it is done; here that holds up
 * nobody but those who wait for the database anyway.
 */
const port = parentPort as MessagePort
if (!port) throw new Error('this is a worker')
const say = (notice: Notice) => port.postMessage(notice)

giveWay()
try {
  const { folder, image } = workerData as EmbeddedSetup
  const pglite = await PGlite.create(folder, { loadDataDir: image })
  const adapter = new PrismaPGlite(pglite)
  // PGlite learns array types when it opens; a migration that makes an enum comes after that.
  if ((await applyMigrations(adapter)).length > 0) await pglite.refreshArrayTypes()
  const connection = await adapter.connect()
  port.on('message', async (order: Order) => {
    if (order.kind === 'connect') return answerQuestions(order.port, connection)
    await pglite.close()
    // Ends this thread only, and with it every connection.
    process.exit()
  })
  say({ kind: 'open' })
} catch (error) {
  say({ kind: 'not-open', error: new Error(reasonOf(error)) })
}

/** What the file system says comes as a bare number. */
function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message
  const { errno } = error as { errno?: number }
  return `the embedded database cannot use its folder${errno === undefined ? '' : ` (error ${errno})`}`
}
