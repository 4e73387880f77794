import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'next-auth/jwt'
import { nodeFlags, projectRoot } from '../../lib/launch/steps.mjs'
import { sessionSecret } from '../../lib/platform/session/secret.ts'
import { sessionCookieName } from '../../lib/platform/session/session-cookie.ts'
import { startSession } from '../../lib/platform/session/start-session.ts'
import { readSettings } from '../../lib/platform/settings/settings.ts'
import { buildRuntime } from '../../lib/services/start/build-runtime.ts'
import { measured } from './seed-authorisations.ts'

/** The product as it is delivered, in a data folder of its own, for a benchmark. */
export type Product = {
  environment: NodeJS.ProcessEnv
  http: { host: string; port: number }
  https: { host: string; port: number; url: string }
  process: ChildProcess
  /** Ends it; its folder stays. */
  stop(): Promise<void>
}

export type ProductPlace = { environment: NodeJS.ProcessEnv; port: number; httpsPort: number; remove(): void }

/** Where a product will be: free of everything that an earlier one left. */
export function productPlace(databaseUrl: string | undefined): ProductPlace {
  const port = Number(process.env.PORT ?? 3900)
  const httpsPort = Number(process.env.HTTPS_PORT ?? port + 443)
  const folder = mkdtempSync(join(tmpdir(), 'mandate-bench-'))
  return {
    port,
    httpsPort,
    environment: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      HTTPS_PORT: String(httpsPort),
      MANDATE_DATA: folder,
      DATABASE_URL: databaseUrl,
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** Starts the product with its pages built before, and waits until it is ready. */
export async function startProduct({ environment, port, httpsPort }: ProductPlace): Promise<Product> {
  const child = spawn(process.execPath, [...nodeFlags, 'server.ts'], {
    cwd: projectRoot,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined)
    if (answer?.ok) {
      return {
        environment,
        http: { host: 'localhost', port },
        https: { host: '127.0.0.1', port: httpsPort, url: `https://localhost:${httpsPort}` },
        process: child,
        async stop() {
          child.kill('SIGTERM')
          await exited
        },
      }
    }
    if (child.exitCode !== null) throw new Error('The server did not start.')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  child.kill('SIGKILL')
  throw new Error('The server did not become ready.')
}

/**
 * The cookie of a session of the measured person, made as signing in makes it. It opens the database: with the embedded
 * one, call it while no product runs there.
 */
export async function signInMeasured(environment: NodeJS.ProcessEnv): Promise<string> {
  const { runtime, close } = await buildRuntime(readSettings(environment))
  const person = { personId: measured.personId, strength: 'STRONG' as const }
  const sessionId = await startSession(runtime, person)
  const token = { ...person, sessionId, givenNames: 'Robin', familyName: 'Measured' } as never
  const value = await encode({ token, secret: await sessionSecret(runtime), maxAge: 8 * 3600 })
  await close()
  return `${sessionCookieName(runtime)}=${value}`
}

export type PageAnswer = { status: number | undefined; text: string; firstByte: number; whole: number }

/** Reads one page; times in ms. */
export async function readPage(address: {
  host: string
  port: number
  path: string
  cookie: string
  agent: import('node:http').Agent
}): Promise<PageAnswer> {
  const { cookie, ...where } = address
  return await new Promise((resolve, reject) => {
    const begun = performance.now()
    const request = get({ ...where, headers: { cookie, accept: 'text/html' } }, (response) => {
      let firstByte: number | undefined
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        firstByte ??= performance.now() - begun
        chunks.push(chunk)
      })
      response.on('error', reject)
      response.on('end', () => {
        const whole = performance.now() - begun
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode, text, firstByte: firstByte ?? whole, whole })
      })
    })
    request.on('error', reject)
  })
}
