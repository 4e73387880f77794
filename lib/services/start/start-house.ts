import type { Server } from 'node:http'
import { seed } from '../../../prisma/seed/index.ts'
import { hour } from '../../core/clock.ts'
import { openAuthority } from '../../platform/authority/open.ts'
import { startJobs } from '../../platform/jobs/jobs.ts'
import { publishRuntime } from '../../platform/runtime/runtime.ts'
import { readSettings, type Settings } from '../../platform/settings/settings.ts'
import { createHealthService } from '../health/index.ts'
import { createDispatcher, type Handler } from '../http/dispatcher.ts'
import type { Service } from '../http/service.ts'
import { openListeners } from '../listen/listeners.ts'
import { buildRuntime } from './build-runtime.ts'
import { progress } from './progress.ts'
import { welcome } from './welcome.ts'

/** How long running requests may take to finish once the house closes, ms. */
const drainMs = 3_000

/** Opens the doors, builds the Runtime, starts every service that the settings name. `close` undoes it in reverse. */
export async function startHouse(development: boolean): Promise<{ close(): Promise<void> }> {
  const settings = readSettings(process.env)
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const closer of closers.reverse()) await closer()
  }
  try {
    const listeners = await openListeners(settings)
    closers.push(() => listeners.close(drainMs))

    const { runtime, close: closeRuntime } = await progress('Opening the database', () => buildRuntime(settings))
    closers.unshift(closeRuntime)
    publishRuntime(runtime)
    const startedAt = runtime.clock.now()
    const authority = await progress('Opening the certification authority', () => openAuthority(runtime))
    await progress('Seeding the database', () => seed(runtime))

    const services: Service[] = [createHealthService(runtime, startedAt)]
    const pages = settings.services.has('portal')
      ? await progress('Preparing the pages', () => preparePages(settings, listeners.http, development))
      : undefined
    if (pages !== undefined) closers.splice(1, 0, pages.close)

    const jobs = startJobs([{ name: 'renew keys', everyMs: hour, run: renewKeys }], runtime.log)
    closers.splice(1, 0, () => jobs.stop())

    const { publicUrl } = settings
    const { random, log } = runtime
    listeners.open(
      createDispatcher({ services, pages: pages?.handle, publicUrl, development, random, log }),
      authority.tls(),
    )
    process.stdout.write(await welcome(runtime))
    return { close }

    async function renewKeys(): Promise<void> {
      if ((await authority.renew()).includes('tls')) listeners.useTls(authority.tls())
    }
  } catch (error) {
    await close().catch(() => {})
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
