import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { MandateError } from '../../../core/errors/index.ts'
import { authoriseRequest } from '../../../domain/mas/decision/authorise-request.ts'
import type { DecisionPorts, ValidationPorts } from '../../../domain/mas/decision/ports.ts'
import { realHosts } from '../../../domain/mas/message/own-address.ts'
import { validateToken } from '../../../domain/mas/validation/validate-token.ts'
import type { FaultPoint } from '../../../domain/sandbox/faults/fault-desk.ts'
import { meetFaults } from '../../../domain/sandbox/faults/meet-faults.ts'
import type { Authority, KeyPair } from '../../../platform/authority/authority.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import type { FromWorker, JobAnswer, TokenJob, ToWorker, WorkerSetup } from './messages.ts'

/** Threads that do token work. */
export type TokenPool = {
  /** @throws MandateError `common.unavailable` when too much is waiting already, or the thread died */
  answer(job: TokenJob, faults?: FaultPoint): Promise<JobAnswer>
  close(): Promise<void>
}

/** Jobs that may wait for one thread; at a millisecond each, the last one waits half a second. */
const mostWaiting = 500

/**
 * Place for new objects in a thread. Without a bound the collector takes more and more of it under load, up to 130 MB, and
 * no token comes sooner for that.
 */
const youngMegabytes = 32

type Thread = {
  worker: Worker
  jobs: Map<number, { resolve(answer: JobAnswer): void; reject(error: unknown): void; faults: FaultPoint | undefined }>
  key: KeyPair | undefined
}

/**
 * Starts a thread a core, at the first job. Signing and verifying happen there, so that a page never waits for a
 * token; what has to be remembered stays here, in one place.
 */
export function startTokenPool(
  runtime: Runtime,
  parts: {
    ports: DecisionPorts
    validation: ValidationPorts
    authority: Pick<Authority, 'tokenSigning'>
    threads?: number
  },
): TokenPool {
  const { settings, clock, log } = runtime
  const { ports, validation, authority, threads: count = availableParallelism() } = parts
  const setup: WorkerSetup = {
    issuer: `${settings.publicHttpsUrl}/R3.0/S007v1.3/service.svc`,
    hosts: ownHosts(settings),
    anyHost: settings.mode === 'sandbox',
  }
  const threads: Thread[] = []
  let nextId = 0
  let closing = false

  return {
    async answer(job, faults) {
      while (threads.length < count) threads.push(startThread())
      const thread = threads.reduce((idlest, one) => (one.jobs.size < idlest.jobs.size ? one : idlest))
      if (closing || thread.jobs.size >= mostWaiting) throw new MandateError('common.unavailable')
      giveKey(thread)
      const id = nextId++
      return await new Promise((resolve, reject) => {
        thread.jobs.set(id, { resolve, reject, faults })
        send(thread, { kind: 'job', id, now: clock.now(), job })
      })
    },
    async close() {
      closing = true
      await Promise.all(threads.map(({ worker }) => worker.terminate()))
    },
  }

  function send({ worker }: Thread, message: ToWorker): void {
    worker.postMessage(message)
  }

  /** Key pairs are replaced, never changed: another object is another key. */
  function giveKey(thread: Thread): void {
    const key = authority.tokenSigning()
    if (thread.key === key) return
    thread.key = key
    send(thread, { kind: 'signing-key', key: { privateKey: key.privateKey, certificate: key.certificate.der } })
  }

  function startThread(): Thread {
    const worker = new Worker(new URL('./token-worker.ts', import.meta.url), {
      workerData: setup,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    })
    const thread: Thread = { worker, jobs: new Map(), key: undefined }
    worker.on('message', (message: FromWorker) => hear(thread, message))
    worker.on('error', (error) => log.error('a token thread failed', error))
    worker.on('exit', () => {
      threads.splice(threads.indexOf(thread), 1)
      for (const job of thread.jobs.values()) job.reject(new MandateError('common.unavailable'))
    })
    worker.unref()
    return thread
  }

  function hear(thread: Thread, message: FromWorker): void {
    switch (message.kind) {
      case 'authorise':
        void decide(thread, message)
        break
      case 'answer':
        thread.jobs.get(message.id)?.resolve(message.answer)
        thread.jobs.delete(message.id)
        break
      case 'internal-error':
        log.error('a token request failed by our own fault', new Error(message.message), { trace: message.traceId })
    }
  }

  async function decide(thread: Thread, { id, verified }: Extract<FromWorker, { kind: 'authorise' }>): Promise<void> {
    try {
      const isQuestion = verified.action === 'validate'
      const decision = await (isQuestion ? validateToken(verified, validation) : authoriseRequest(verified, ports))
      const faults = thread.jobs.get(id)?.faults
      send(thread, { kind: 'decision', id, decision: faults ? await meetFaults(decision, faults) : decision })
    } catch (error) {
      log.error('a decision about a token failed', error)
      send(thread, { kind: 'no-decision', id })
    }
  }
}

function ownHosts(settings: Settings): string[] {
  const named = [settings.publicHttpsUrl, settings.publicUrl].map((url) => new URL(url).hostname)
  const local = settings.mode === 'sandbox' ? ['localhost', '127.0.0.1', '[::1]', ...realHosts] : []
  return [...new Set([...named, ...local].map((host) => host.toLowerCase()))]
}
