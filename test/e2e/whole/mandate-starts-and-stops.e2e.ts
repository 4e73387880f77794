import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { freePort, type StartedServer, startServer } from '../support/server.ts'

const folders: string[] = []
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-start-'))
  folders.push(folder)
  return folder
}

describe('Mandate starts and stops', () => {
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  it('says in one sentence that a port is taken, and touches nothing', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    const folder = newFolder()
    const { code, errors } = await runToEnd({ PORT: String(port), MANDATE_DATA: join(folder, 'data') })
    other.close()
    expect(code).toBe(1)
    expect(errors.trim()).toBe(
      `Another program already listens on port ${port}. Stop that program, or choose another port with PORT.`,
    )
  })

  it('says that a data folder cannot be used', async () => {
    const file = join(newFolder(), 'a-file')
    writeFileSync(file, '')
    const { code, errors } = await runToEnd({ MANDATE_DATA: join(file, 'data') })
    expect(code).toBe(1)
    expect(errors).toContain('Mandate may not write into the data folder')
  })

  it('says which settings it cannot read, all at once', async () => {
    const { code, errors } = await runToEnd({ PORT: 'http', MANDATE_MODE: 'live', MANDATE_DATA: newFolder() })
    expect(code).toBe(1)
    expect(errors).toContain('PORT:')
    expect(errors).toContain('MANDATE_MODE:')
  })

  it('refuses production without its settings, and names each of them', async () => {
    const { code, errors } = await runToEnd({ MANDATE_MODE: 'production', MANDATE_DATA: newFolder() })
    expect(code).toBe(1)
    for (const name of ['DATABASE_URL', 'MANDATE_MASTER_KEY', 'MANDATE_OIDC_ISSUER', 'MANDATE_SMTP_URL']) {
      expect(errors).toContain(`${name} must be set in production`)
    }
  })

  it('lets no second process into a data folder, and the first one goes on', async () => {
    const { http, dataFolder } = inject('servedAt')
    const { code, errors } = await runToEnd({ MANDATE_DATA: dataFolder })
    expect(code).toBe(1)
    expect(errors).toContain('Another Mandate already uses the data folder')
    expect((await fetch(`${http}/readyz`)).status).toBe(200)
  })

  it('does not show a database password when the database does not answer', async () => {
    const port = await freePort()
    const { code, errors } = await runToEnd({
      DATABASE_URL: `postgresql://someone:hidden-word@127.0.0.1:${port}/mandate`,
      MANDATE_DATA: newFolder(),
    })
    expect(code).toBe(1)
    expect(errors).toContain('could not be opened')
    expect(errors).not.toContain('hidden-word')
  })

  it('closes within five seconds of SIGTERM, also while a request hangs, and opens again with its data', async () => {
    const folder = newFolder()
    const first = await startServer({ MANDATE_DATA: folder })
    const root = await rootCertificate(first)
    const hanging = connect(Number(new URL(first.at.http).port), '127.0.0.1')
    hanging.on('error', () => {})
    hanging.write('POST /R3.0/S007v1.3/service.svc HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n')
    await new Promise((resolve) => setTimeout(resolve, 200))
    const begun = performance.now()
    await first.stop()
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(first.process.exitCode).toBe(0)
    const second = await startServer({ MANDATE_DATA: folder })
    expect(await rootCertificate(second)).toBe(root)
    await second.stop()
  })
})

async function rootCertificate(server: StartedServer): Promise<string> {
  const response = await fetch(`${server.at.http}/pki/root.crt`)
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer()).toString('base64')
}

async function runToEnd(environment: Record<string, string>): Promise<{ code: number | null; errors: string }> {
  const ports = { PORT: String(await freePort()), HTTPS_PORT: String(await freePort()) }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server.ts'], {
    cwd: join(import.meta.dirname, '../../..'),
    env: { ...process.env, NODE_ENV: 'production', ...ports, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { code, errors }
}
