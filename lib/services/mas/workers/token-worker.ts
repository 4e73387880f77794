import { parentPort, workerData } from 'node:worker_threads'
import type { Decision } from '../../../domain/mas/decision/grant.ts'
import type { FromWorker, ToWorker, WorkerSetup } from './messages.ts'
import { tokenHand } from './token-hand.ts'

/** A thread that does token work. It has no memory of its own: it asks the main thread for each decision. */
const port = parentPort
if (!port) throw new Error('this is a worker')

const hand = tokenHand(workerData as WorkerSetup)
const waiting = new Map<number, { resolve(decision: Decision): void; reject(error: Error): void }>()
const send = (message: FromWorker) => port.postMessage(message)

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'signing-key':
      hand.setKey(message.key)
      break
    case 'job':
      void work(message)
      break
    case 'decision':
      waiting.get(message.id)?.resolve(message.decision)
      waiting.delete(message.id)
      break
    case 'no-decision':
      waiting.get(message.id)?.reject(new Error('the decision failed'))
      waiting.delete(message.id)
  }
})

async function work({ id, job, now }: Extract<ToWorker, { kind: 'job' }>): Promise<void> {
  const answer = await hand.answer(job, now, {
    authorise: (verified) =>
      new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        send({ kind: 'authorise', id, verified })
      }),
    onInternalError: (error, traceId) => {
      send({ kind: 'internal-error', traceId, message: error instanceof Error ? error.message : String(error) })
    },
  })
  send({ kind: 'answer', id, answer })
}
