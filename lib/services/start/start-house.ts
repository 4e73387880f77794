import type { Server } from 'node:http'
import { seed } from '../../../prisma/seed/index.ts'
import { hour } from '../../core/clock.ts'
import { openAuthority } from '../../platform/authority/open.ts'
import { startJobs } from '../../platform/jobs/jobs.ts'
import { createMailer } from '../../platform/mail/mailer.ts'
import { giveWay } from '../../platform/runtime/give-way.ts'
import { publishRuntime } from '../../platform/runtime/runtime.ts'
import { prepareSignIn } from '../../platform/session/prepare.ts'
import { readSettings, type Settings } from '../../platform/settings/settings.ts'
import { startFront } from '../front/start-front.ts'
import { createHealthService } from '../health/index.ts'
import { createDispatcher, type Handler } from '../http/dispatcher.ts'
import type { Service } from '../http/service.ts'
import { openListeners, sayStarting } from '../listen/listeners.ts'
import { buildRuntime } from './build-runtime.ts'
import { jobsOf } from './jobs.ts'
import { progress } from './progress.ts'
import { startServices } from './services.ts'
import { welcome } from './welcome.ts'

/** How long running requests may take to finish once the house closes, ms. */
const drainMs = 3_000

/**
 * Opens the doors, builds the Runtime, starts every service that the settings name. `close` first lets running requests
 * finish, then ends what served them, the database last.
 */
export async function startHouse(development: boolean): Promise<{ close(): Promise<void> }> {
  const settings = readSettings(process.env)
  /** What is open, in the order of opening; closed from the end, but for the doors, which close first. */
  const opened: (() => Promise<void> | undefined)[] = []
  const isFronted = settings.services.has('mas') && !development
  const listeners = await openListeners(settings, isFronted ? ['http'] : undefined)
  const front = isFronted ? await startFront().catch(closingDoors) : undefined
  const close = async () => {
    await Promise.all([listeners.close(drainMs), front?.closeDoor(drainMs)])
    for (const closeOne of opened.reverse()) await closeOne()
  }
  try {
    const {
      runtime,
      connect,
      close: closeRuntime,
    } = await progress('Opening the database', () => buildRuntime(settings))
    opened.push(closeRuntime, async () => front?.close())
    publishRuntime(runtime)
    const { publicUrl } = settings
    const { clock, random, log } = runtime
    const authority = await progress('Opening the certification authority', () => openAuthority(runtime))
    await progress('Seeding the database', () => seed(runtime, authority))

    let dispatcher: Handler = sayStarting
    const mas = await front?.serve(runtime, connect?.(), (request, response) => dispatcher(request, response))
    const services: Service[] = [
      createHealthService(runtime, clock.now()),
      ...(await startServices(runtime, authority, mas)),
    ]
    for (const service of services) opened.push(() => service.close?.())
    if (settings.services.has('portal')) await prepareSignIn(runtime)
    const pages = settings.services.has('portal')
      ? await progress('Preparing the pages', () => preparePages(settings, listeners.http, development))
      : undefined
    if (pages !== undefined) opened.push(pages.close)
    const mailer = createMailer(runtime)
    opened.push(async () => mailer.close())
    const work = [...jobsOf(runtime), mailer.job, { name: 'renew keys', everyMs: hour, run: renewKeys }]
    const jobs = startJobs(
      work.map((job) => ({ ...job, run: () => runtime.gate.pass(job.run) })),
      log,
    )
    opened.push(() => jobs.stop())
    runtime.signals.on('keys-changed', () => {
      renewKeys().catch((error: unknown) => log.error('new keys could not be read', error))
    })

    const signInOrigin = settings.oidcIssuer && new URL(settings.oidcIssuer).origin
    dispatcher = createDispatcher({
      services,
      pages: pages?.handle,
      publicUrl,
      development,
      signInOrigin,
      gate: settings.mode === 'sandbox' ? runtime.gate : undefined,
      random,
      log,
    })
    listeners.open(dispatcher, authority.tls())
    if (isFronted) giveWay()
    process.stdout.write(await welcome(runtime))
    return { close }

    async function renewKeys(): Promise<void> {
      if ((await authority.renew()).includes('tls')) listeners.presentCertificate(authority.tls())
    }
  } catch (error) {
    await close().catch(() => {})
    throw error
  }

  async function closingDoors(error: unknown): Promise<never> {
    await listeners.close(0)
    throw error
  }
}

async function preparePages(
  settings: Settings,
  httpServer: Server,
  dev: boolean,
): Promise<{ handle: Handler; close(): Promise<void> }> {
  const { default: next } = await import('next')
  const app = next({ dev, hostname: 'localhost', port: settings.httpPort, httpServer })
  await app.prepare()
  const handle = app.getRequestHandler()
  return { handle: (request, response) => handle(request, response), close: () => app.close() }
}
