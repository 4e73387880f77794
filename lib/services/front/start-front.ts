import { type MessagePort, Worker } from 'node:worker_threads'
import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { type SignalName, signalNames } from '../../platform/runtime/signals.ts'
import type { Handler } from '../http/dispatcher.ts'
import type { Service } from '../http/service.ts'
import { masPrefixes } from '../mas/index.ts'
import { handOver } from './hand-over.ts'
import { type InnerDoor, openInnerDoor } from './inner-door.ts'
import type { CarriedSignal, FromFront, ToFront } from './messages.ts'

/** The thread at the HTTPS door, seen from the main thread. */
export type Front = {
  /**
   * Lets it serve tokens; everything else that comes to its door goes to `handler`.
   *
   * @param database a connection to the embedded database, where that is used
   * @returns the token service, for the other door
   */
  serve(runtime: Runtime, database: MessagePort | undefined, handler: Handler): Promise<Service>
  /** Takes no new request, lets those that run finish for up to `graceMs`. */
  closeDoor(graceMs: number): Promise<void>
  /** Ends the token service, then the thread. */
  close(): Promise<void>
}

/**
 * Place for new objects. The thread keeps little, but makes much that is short-lived; without a bound that place grows
 * far beyond what helps.
 */
const youngMegabytes = 32

/**
 * Opens the HTTPS door in a thread of its own. When that thread ends by itself, so does the process: half a house is
 * worse than a restart.
 *
 * @throws MandateError `start.port-taken`, `start.port-refused`
 */
export async function startFront(): Promise<Front> {
  const worker = new Worker(new URL('./front-thread.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  })
  let closing = false
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.on('error', (error) => {
    process.stderr.write(`error the thread at the HTTPS door failed: ${error.message}\n`)
  })
  void ended.then(() => {
    if (!closing) process.exit(1)
  })
  const send = (message: ToFront, transfer: MessagePort[] = []) => worker.postMessage(message, transfer)
  const stops: (() => void)[] = []
  let inner: InnerDoor | undefined
  let toFront: ReturnType<typeof handOver> | undefined
  let onHeld = () => {}

  await hear('door-open').catch(async (error: unknown) => {
    closing = true
    await worker.terminate()
    throw error
  })

  return {
    async serve(runtime, database, handler) {
      inner = await openInnerDoor(handler, runtime.random)
      carrySignals(runtime)
      stops.push(runtime.gate.include(hold))
      send({ kind: 'serve', database, house: inner.address }, database ? [database] : [])
      const { inner: address } = await hear('serving')
      toFront = handOver(address)
      return { name: 'mas', prefixes: masPrefixes, handle: toFront }
    },
    async closeDoor(graceMs) {
      const closed = hear('door-closed')
      send({ kind: 'close-door', graceMs })
      await Promise.race([closed, ended])
    },
    async close() {
      closing = true
      for (const stop of stops) stop()
      toFront?.close()
      if (inner === undefined) await worker.terminate()
      else send({ kind: 'close' })
      await ended
      inner?.close()
    },
  }

  /** The next message of this kind, or what went wrong instead. */
  function hear<Kind extends FromFront['kind']>(kind: Kind): Promise<Extract<FromFront, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const listen = (message: FromFront) => {
        if (message.kind !== kind && message.kind !== 'failed') return
        worker.off('message', listen)
        if (message.kind === kind) resolve(message as Extract<FromFront, { kind: Kind }>)
        else if (message.kind === 'failed') reject(errorOf(message))
      }
      worker.on('message', listen)
    })
  }

  /** What is said in one thread is heard in the other, once. */
  function carrySignals({ signals }: Runtime): void {
    let hearing = false
    for (const name of signalNames) {
      const carry = (facts: object) => {
        if (!hearing) send({ kind: 'signal', name, facts } as CarriedSignal)
      }
      stops.push(signals.on(name, carry))
    }
    worker.on('message', (message: FromFront) => {
      if (message.kind === 'held') onHeld()
      if (message.kind !== 'signal') return
      hearing = true
      signals.emit(message.name as SignalName, message.facts as never)
      hearing = false
    })
  }

  /** Lets nothing pass there; what is said before the release is heard before anything passes again. */
  async function hold(): Promise<() => void> {
    const held = new Promise<void>((resolve) => {
      onHeld = resolve
    })
    send({ kind: 'hold' })
    await Promise.race([held, ended])
    return () => void setImmediate(() => send({ kind: 'release' }))
  }
}

function errorOf({ code, details, message }: Extract<FromFront, { kind: 'failed' }>): Error {
  return code === undefined ? new Error(message) : new MandateError(code, details)
}
