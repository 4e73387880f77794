import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

/** Where a Mandate of the tests serves. */
export type ServedAt = { http: string; https: string; dataFolder: string }

declare module 'vitest' {
  export interface ProvidedContext {
    servedAt: ServedAt
  }
}

/** One real server for all journeys: the program as `npm start` runs it, on free ports and an empty data folder. */
export default async function startServerForJourneys(project: TestProject) {
  const server = await startServer()
  project.provide('servedAt', server.at)
  return server.stop
}

export type StartedServer = { at: ServedAt; process: ChildProcess; output(): string; stop(): Promise<void> }

/** Starts `server.ts` and waits until it is ready. `environment` adds to or overrides what it is started with. */
export async function startServer(environment: Record<string, string> = {}): Promise<StartedServer> {
  const dataFolder = environment.MANDATE_DATA ?? mkdtempSync(join(tmpdir(), 'mandate-e2e-'))
  const ports = { http: await freePort(), https: await freePort() }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server.ts'], {
    cwd: join(import.meta.dirname, '../../..'),
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(ports.http),
      HTTPS_PORT: String(ports.https),
      MANDATE_DATA: dataFolder,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const at = { http: `http://localhost:${ports.http}`, https: `https://localhost:${ports.https}`, dataFolder }
  await waitUntilReady(at.http, child, () => output)
  return {
    at,
    process: child,
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
      if (environment.MANDATE_DATA === undefined) rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

async function waitUntilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) throw new Error(`the server ended while starting:\n${output()}`)
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  child.kill('SIGKILL')
  throw new Error(`the server was not ready after a minute:\n${output()}`)
}
