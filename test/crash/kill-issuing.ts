import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** What came of a number of kills. `broken` has the first thing that was found wrong. */
export type CrashReport = {
  kills: number
  killedWhileStarting: number
  signed: number
  acknowledged: number
  broken: string | undefined
}

/**
 * Starts a process that issues credentials, and kills it (SIGKILL) at a random moment, over and over on the same
 * database; every sixth time while it starts. Each start checks what the lives before it left.
 *
 * @param place data folder, or address of a PostgreSQL database
 * @param random numbers from 0 to 1
 */
export async function killIssuing(
  kind: 'embedded' | 'postgresql',
  { place, kills, random }: { place: string; kills: number; random(): number },
  onProgress: (kill: number) => void = () => {},
): Promise<CrashReport> {
  const notes = mkdtempSync(join(tmpdir(), 'mandate-crash-'))
  if (kind === 'embedded') mkdirSync(place, { recursive: true })
  const report: CrashReport = { kills: 0, killedWhileStarting: 0, signed: 0, acknowledged: 0, broken: undefined }
  try {
    for (let life = 0; life <= kills && report.broken === undefined; life++) {
      const isLast = life === kills
      const whileStarting = !isLast && life % 6 === 5
      const worker = start(kind, place, notes, life)
      if (whileStarting) {
        await Promise.race([wait(100 + random() * 1_500), worker.checked])
        report.killedWhileStarting++
      } else {
        report.broken = await worker.checked
        if (!isLast) await wait(random() * 400)
      }
      await worker.kill()
      if (!isLast) report.kills++
      onProgress(report.kills)
    }
    report.signed = lines(notes, 'signed')
    report.acknowledged = lines(notes, 'acknowledged')
    return report
  } finally {
    rmSync(notes, { recursive: true, force: true })
  }
}

const compileCache = join(tmpdir(), 'mandate-crash-compiled')

function start(kind: string, place: string, notes: string, life: number) {
  const worker = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'issuing-worker.ts'),
      kind,
      place,
      notes,
      String(life),
    ],
    // A life is short: what was compiled for one need not be compiled for the next.
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_COMPILE_CACHE: compileCache } },
  )
  let output = ''
  let errors = ''
  worker.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ended = new Promise<void>((resolve) => worker.on('exit', () => resolve()))
  const checked = new Promise<string | undefined>((resolve) => {
    worker.stdout.on('data', (chunk) => {
      output += chunk
      if (!output.includes('\n')) return
      const line = output.split('\n')[0]
      resolve(line === 'checked' ? undefined : line)
    })
    worker.on('exit', (code) => {
      resolve(
        output.startsWith('checked') || code === null ? undefined : `it ended with ${code}: ${errors.slice(0, 2_000)}`,
      )
    })
  })
  return {
    checked,
    async kill() {
      worker.kill('SIGKILL')
      await ended
    },
  }
}

function lines(notes: string, name: string): number {
  const file = join(notes, name)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0
}
