import { MandateError } from '../../core/errors/index.ts'
import type { CommandInput, OptionRow } from './command.ts'
import type { CliContext } from './context.ts'

export const passwordOptions: readonly OptionRow[] = [
  { name: 'password-stdin', meaning: 'Read the keystore password from standard input (first line).' },
]

export const passwordNote =
  'The keystore password is asked for, read with --password-stdin, or taken from MANDATE_KEYSTORE_PASSWORD; never from an argument.'

/** One password that a command needs. */
export type WantedPassword = {
  question: string
  /** Environment variable that may hold it. */
  variable: string
  /** A new one is typed twice. */
  isNew?: boolean
  /** What an empty answer means, or a missing line or variable: the first password again. */
  orFirst?: boolean
}

/** The password of the keystore that a command works on. */
export const keystorePassword: WantedPassword = {
  question: 'Keystore password: ',
  variable: 'MANDATE_KEYSTORE_PASSWORD',
}

/** The password that a file is to get. */
export const newPassword: WantedPassword = {
  question: 'New password: ',
  variable: 'MANDATE_NEW_PASSWORD',
  isNew: true,
}

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
  const wanted = isNew ? { ...keystorePassword, question: 'New keystore password: ', isNew } : keystorePassword
  return (await readPasswords(context, input, [wanted]))[0] as string
}

/**
 * Several passwords, each from the next line of standard input, from its variable, or asked for, in this order.
 *
 * @throws MandateError `kit.password-missing`, `kit.passwords-differ`
 */
export async function readPasswords(
  context: CliContext,
  input: CommandInput,
  wanted: readonly WantedPassword[],
): Promise<string[]> {
  const lines = input.has('password-stdin') ? (await readAll(context.stdin)).split(/\r?\n/) : undefined
  const passwords: string[] = []
  for (const one of wanted) {
    const given = lines === undefined ? await fromElsewhere(context, one) : lines.shift()
    const password = given || (one.orFirst ? passwords[0] : undefined)
    if (!password) throw new MandateError('kit.password-missing')
    passwords.push(password)
  }
  return passwords
}

/** The password where there is one, for commands that can do something without it. */
export async function readOptionalPassword(context: CliContext, input: CommandInput): Promise<string | undefined> {
  if (input.has('password-stdin')) return await readPassword(context, input)
  const question = 'Keystore password (leave it empty to check the open part only): '
  return (await fromElsewhere(context, { ...keystorePassword, question, orFirst: true })) || undefined
}

async function fromElsewhere(context: CliContext, { question, variable, isNew, orFirst }: WantedPassword) {
  const given = context.env[variable]
  if (given) return given
  if (!context.stdin.isTTY) {
    if (orFirst) return undefined
    throw new MandateError('kit.password-missing')
  }
  const password = await ask(context, question)
  if (isNew && password !== '' && (await ask(context, 'The same again: ')) !== password) {
    throw new MandateError('kit.passwords-differ')
  }
  return password
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
