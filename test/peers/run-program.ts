import { spawn } from 'node:child_process'

/** Runs a program of another language to its end. @param told is given its output while it comes */
export async function runProgram(
  [command, ...first]: readonly [string, ...string[]],
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  told: (text: string) => void = () => {},
): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(command, [...first, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const read = (stream: NodeJS.ReadableStream) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    return () => Buffer.concat(chunks).toString('utf8')
  }
  const [output, errors] = [read(child.stdout), read(child.stderr)]
  child.stdout.on('data', (chunk: Buffer) => told(chunk.toString('utf8')))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${command} cannot be started here: ${error.message}`)))
    child.on('close', resolve)
  })
  return { code, output: output(), errors: errors() }
}
