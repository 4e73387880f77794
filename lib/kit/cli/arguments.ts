import { parseArgs } from 'node:util'
import { MandateError } from '../../core/errors/index.ts'
import { type Command, type CommandInput, helpOption, jsonOption, type OptionRow } from './command.ts'

/**
 * Reads the arguments that follow a command's name.
 *
 * @throws MandateError `kit.password-argument` for a password among them; `kit.usage`
 */
export function readArguments(command: Command, args: readonly string[]): CommandInput {
  refusePasswords(args)
  const rows = [...command.options, jsonOption, helpOption]
  const options = Object.fromEntries(
    rows.map(({ name, value }) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const) }]),
  )
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  const values = new Map<string, string | true>()
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const row = rows.find(({ name }) => name === token.name && token.rawName.startsWith('--'))
    if (row === undefined) throw unknownOption(command, token.rawName, rows)
    if (values.has(row.name)) throw usage(command, `${token.rawName} is there twice.`)
    if (row.value === undefined && token.value !== undefined) throw usage(command, `${token.rawName} takes no value.`)
    if (row.value !== undefined && !token.value) throw usage(command, `${token.rawName} needs a value: ${row.value}.`)
    values.set(row.name, token.value ?? true)
  }
  const input: CommandInput = {
    positionals,
    has: (name) => values.has(name),
    value: (name) => values.get(name) as string | undefined,
    required: (name) => values.get(name) as string,
  }
  if (!input.has('help')) check(command, input, args)
  return input
}

/** The error for arguments that cannot be used; names the command for its help. */
export function usage(command: Pick<Command, 'name'>, what: string): MandateError {
  return new MandateError('kit.usage', { what, help: `npx mandate help ${command.name}` })
}

/** The command that a person probably meant. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const [best] = names.map((name) => ({ name, far: distance(typed, name) })).sort((a, b) => a.far - b.far)
  return best && best.far <= Math.max(2, typed.length / 3) ? best.name : undefined
}

function check(command: Command, { positionals, has }: CommandInput, args: readonly string[]): void {
  const [least, most] = command.positionals ?? [0, 0]
  if (positionals.length < least) throw usage(command, `The command needs ${command.usage}.`)
  if (positionals.length > most) {
    // What follows a switch with this word is most likely a password, which is not to be shown again.
    const before = args[args.lastIndexOf(positionals[most] as string) - 1] ?? ''
    if (/^--.*password/.test(before)) throw new MandateError('kit.password-argument')
    throw usage(
      command,
      `"${(positionals[most] as string).slice(0, 60)}" is too much: values need the name of their option before them.`,
    )
  }
  const missing = command.options.filter(({ name, required }) => required && !has(name)).map(({ name }) => `--${name}`)
  if (missing.length > 0) throw usage(command, `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`)
}

function refusePasswords(args: readonly string[]): void {
  if (args.some((argument) => /^--?(password|passwd|pass|pw|pin)(=|$)/i.test(argument))) {
    throw new MandateError('kit.password-argument')
  }
}

function unknownOption(command: Command, raw: string, rows: readonly OptionRow[]): MandateError {
  const meant = nearest(
    raw.replace(/^-+/, ''),
    rows.map(({ name }) => name),
  )
  return usage(command, `There is no option ${raw.slice(0, 60)} here.${meant ? ` Did you mean --${meant}?` : ''}`)
}

/** Number of single changes between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
