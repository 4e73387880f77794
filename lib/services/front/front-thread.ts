import { type MessagePort, parentPort } from 'node:worker_threads'
import { hour } from '../../core/clock.ts'
import { isMandateError } from '../../core/errors/index.ts'
import { openAuthority } from '../../platform/authority/open.ts'
import { startJobs } from '../../platform/jobs/jobs.ts'
import { localSignals, type SignalName } from '../../platform/runtime/signals.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import { openShared, openStore } from '../../platform/store/open.ts'
import { createDispatcher } from '../http/dispatcher.ts'
import { openListeners } from '../listen/listeners.ts'
import { runtimeOn } from '../start/build-runtime.ts'
import { startMas } from '../start/start-mas.ts'
import { handOver } from './hand-over.ts'
import { openInnerDoor } from './inner-door.ts'
import type { FromFront, ToFront } from './messages.ts'

/**
 * The thread at the HTTPS door. The token service works here, with a database connection of its own, so that a token
 * never waits for a page, a job or another service of the main thread; what is not for it is handed over to them.
 */
const port = parentPort as MessagePort
if (!port) throw new Error('this is a worker')
const say = (message: FromFront) => port.postMessage(message)
process.on('unhandledRejection', (reason) => {
  process.stderr.write(`error unhandled rejection: ${String((reason as Error)?.message ?? reason).slice(0, 500)}\n`)
})

try {
  const settings = readSettings(process.env)
  const listeners = await openListeners(settings, ['https'])
  port.on('message', (message: ToFront) => {
    if (message.kind === 'serve') serve(message).catch(fail)
    if (message.kind === 'close-door') {
      listeners.close(message.graceMs).then(() => say({ kind: 'door-closed' }), fail)
    }
  })
  say({ kind: 'door-open' })

  async function serve({ database, house }: Extract<ToFront, { kind: 'serve' }>): Promise<void> {
    const opened = database
      ? await openShared(database)
      : await openStore({ url: settings.databaseUrl as string, isMigrated: true })
    const { runtime, local } = await frontRuntime(opened.store)
    const authority = await openAuthority(runtime)
    const mas = await startMas(runtime, authority)
    const dispatcher = createDispatcher({
      services: [mas],
      pages: undefined,
      publicUrl: settings.publicUrl,
      development: false,
      gate: settings.mode === 'sandbox' ? runtime.gate : undefined,
      random: runtime.random,
      log: runtime.log,
    })
    const toHouse = handOver(house)
    const inner = await openInnerDoor(dispatcher, runtime.random)
    const renewKeys = async () => {
      if ((await authority.renew()).includes('tls')) listeners.presentCertificate(authority.tls())
    }
    const jobs = startJobs(
      [{ name: 'renew keys', everyMs: hour, run: () => runtime.gate.pass(renewKeys) }],
      runtime.log,
    )
    runtime.signals.on('keys-changed', () => {
      renewKeys().catch((error: unknown) => runtime.log.error('new keys could not be read', error))
    })
    let release = () => {}
    port.on('message', (message: ToFront) => {
      switch (message.kind) {
        case 'signal':
          local.emit(message.name, message.facts as never)
          break
        case 'hold':
          void runtime.gate.alone(
            () =>
              new Promise<void>((resolve) => {
                release = resolve
                say({ kind: 'held' })
              }),
          )
          break
        case 'release':
          release()
          break
        case 'close':
          close().catch(fail)
      }
    })
    listeners.open((request, response) => {
      const path = (request.url ?? '/').toLowerCase()
      return mas.prefixes.some((prefix) => path.startsWith(prefix))
        ? dispatcher(request, response)
        : toHouse(request, response)
    }, authority.tls())
    say({ kind: 'serving', inner: inner.address })

    async function close(): Promise<void> {
      inner.close()
      toHouse.close()
      await jobs.stop()
      await mas.close?.()
      await opened.close()
      // Ends this thread only.
      process.exit()
    }
  }

  async function frontRuntime(store: Parameters<typeof runtimeOn>[1]['store']) {
    const local = localSignals((error) => process.stderr.write(`error a listener failed: ${String(error)}\n`))
    const signals = {
      on: local.on,
      emit: ((name: SignalName, facts: never) => {
        local.emit(name, facts)
        say({ kind: 'signal', name, facts } as FromFront)
      }) as typeof local.emit,
    }
    return { local, runtime: await runtimeOn(settings, { store, signals }) }
  }
} catch (error) {
  fail(error)
}

function fail(error: unknown): void {
  const known = isMandateError(error) ? error : undefined
  const message = String((error as Error)?.message ?? error)
  say({ kind: 'failed', code: known?.code, details: known?.details ?? {}, message })
}
