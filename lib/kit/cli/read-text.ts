import { readFile } from 'node:fs/promises'
import { MandateError } from '../../core/errors/index.ts'

const fileLimit = 1024 * 1024

/**
 * The text of a file, or of standard input where it is called "-".
 *
 * @throws MandateError `kit.file-unreadable`, also for more than a megabyte on standard input
 */
export async function readText({ stdin }: { stdin: NodeJS.ReadStream }, file: string): Promise<string> {
  if (file !== '-') {
    return await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new MandateError('kit.file-unreadable', { file, reason: error.code ?? 'unknown' })
    })
  }
  let text = ''
  for await (const chunk of stdin) {
    text += String(chunk)
    if (text.length > fileLimit) throw new MandateError('kit.file-unreadable', { file, reason: 'it is too large' })
  }
  return text
}
