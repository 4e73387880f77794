import { MandateError } from '../../core/errors/index.ts'
import type { CommandInput, OptionRow } from './command.ts'
import type { CliContext } from './context.ts'

export const passwordOptions: readonly OptionRow[] = [
  { name: 'password-stdin', meaning: 'Read the keystore password from standard input (first line).' },
]

export const passwordNote =
  'The keystore password is asked for, read with --password-stdin, or taken from MANDATE_KEYSTORE_PASSWORD; never from an argument.'

/**
 * The password of a keystore: from standard input where the caller says so, else from the environment, else asked for.
 *
 * @throws MandateError `kit.password-missing`
 */
export async function readPassword(
  context: CliContext,
  input: CommandInput,
  { isNew = false }: { isNew?: boolean } = {},
): Promise<string> {
  if (input.has('password-stdin')) return firstLine(await readAll(context.stdin))
  const given = context.env.MANDATE_KEYSTORE_PASSWORD
  if (given) return given
  if (!context.stdin.isTTY) throw new MandateError('kit.password-missing')
  const password = await ask(context, isNew ? 'New keystore password: ' : 'Keystore password: ')
  if (isNew && (await ask(context, 'The same again: ')) !== password) {
    throw new MandateError('kit.passwords-differ')
  }
  return password
}

function firstLine(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? ''
  if (line === '') throw new MandateError('kit.password-missing')
  return line
}

const inputLimit = 64 * 1024

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > inputLimit) break
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}

/** Asks without showing what is typed. */
async function ask({ stdin, stderr }: CliContext, question: string): Promise<string> {
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.resume()
  try {
    return await new Promise((resolve, reject) => {
      let typed = ''
      const end = (finish: () => void) => {
        stdin.off('data', onData)
        finish()
      }
      const onData = (chunk: Buffer | string) => {
        for (const character of String(chunk)) {
          if (character === '\r' || character === '\n' || character === '\u0004') {
            end(() => resolve(typed))
            return
          }
          if (character === '\u0003') {
            end(() => reject(new MandateError('kit.password-missing')))
            return
          }
          if (character === '\u007f' || character === '\b') typed = [...typed].slice(0, -1).join('')
          else if (character >= ' ') typed += character
        }
      }
      stdin.on('data', onData)
    })
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}
