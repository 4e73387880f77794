import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { inject } from 'vitest'

export type CliResult = { code: number | null; output: string; errors: string }

/** Runs the command of the developer kit as a person would, against the server of the tests. */
export async function mandate(args: readonly string[], environment: Record<string, string> = {}): Promise<CliResult> {
  const file = join(import.meta.dirname, '../../../lib/kit/bin/mandate.mjs')
  return run(process.execPath, [file, ...args], { MANDATE_URL: inject('servedAt').https, ...environment })
}

/** Runs a program to its end. */
export async function run(
  command: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  input?: Uint8Array,
): Promise<CliResult> {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'pipe'] })
  const read = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8')
  const output: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, output: read(output), errors: read(errors) }
}
