import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** Starts a PostgreSQL that keeps nothing; `stop` ends it and removes its folder. */
export async function startTemporaryPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const bin = findPostgres()
  const folder = mkdtempSync(join(tmpdir(), 'mandate-pg-'))
  const asRoot = process.getuid?.() === 0
  // PostgreSQL refuses to run as root; Debian's package brings a user for it.
  const runAs = asRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (asRoot) {
    execFileSync('chown', ['postgres:postgres', folder])
    chmodSync(folder, 0o700)
  }
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'mandate', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    stdio: 'ignore',
    cwd: folder,
    ...runAs,
  })
  const port = await freePort()
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off', '-c', 'max_connections=200'],
    { stdio: 'ignore', cwd: folder, ...runAs },
  )
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()))
  const url = `postgresql://mandate@127.0.0.1:${port}/postgres`
  await waitUntilReady(url)
  return {
    url,
    stop: async () => {
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function findPostgres(): string {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(base, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
  if (found === undefined) throw new Error('The tests need a PostgreSQL server. On Debian: apt-get install postgresql')
  return found
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

async function waitUntilReady(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      await client.end().catch(() => {})
      if (attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
