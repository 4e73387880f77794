import { systemClock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { systemRandom } from '../../core/random.ts'
import { nearest, readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { explain } from './commands/help.ts'
import { commands } from './commands/index.ts'
import type { CliContext } from './context.ts'
import { describeFailure, exitCodes } from './failure.ts'

/**
 * Runs one command of the kit.
 *
 * @param args the words after `mandate`
 * @returns the exit code; docs/kit.md, Exit codes
 */
export async function main(args: readonly string[], context: CliContext = machine()): Promise<number> {
  const asJson = args.includes('--json')
  try {
    const { command, rest } = findCommand(args)
    const input = readArguments(command, rest)
    if (input.has('help')) {
      context.stdout.write(explain(command))
      return exitCodes.ok
    }
    const { text, json, exitCode = exitCodes.ok } = await command.run(context, input)
    context.stdout.write(asJson ? `${JSON.stringify(json, undefined, 2)}\n` : text)
    return exitCode
  } catch (error) {
    const failure = describeFailure(error)
    if (asJson) context.stdout.write(`${JSON.stringify(failure.json, undefined, 2)}\n`)
    else context.stderr.write(failure.text)
    return failure.exitCode
  }
}

function machine(): CliContext {
  const { stdin, stdout, stderr, env } = process
  return { stdin, stdout, stderr, env, clock: systemClock, random: systemRandom }
}

function findCommand(args: readonly string[]): { command: Command; rest: readonly string[] } {
  const [first = 'help', second = ''] = args
  if (first === '--help' || first === '-h') return { command: named('help'), rest: [] }
  if (first === '--version' || first === '-v') return { command: named('version'), rest: args.slice(1) }
  const two = commands.find(({ name }) => name === `${first} ${second}`)
  if (two) return { command: two, rest: args.slice(2) }
  const one = commands.find(({ name }) => name === first)
  if (one) return { command: one, rest: args.slice(1) }
  throw unknownCommand(first, second)
}

function named(name: string): Command {
  return commands.find((command) => command.name === name) as Command
}

function unknownCommand(first: string, second: string): MandateError {
  const group = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name)
  const typed = `${first} ${second.startsWith('-') ? '' : second}`.trim().slice(0, 60)
  const meant = nearest(
    typed,
    commands.map(({ name }) => name),
  )
  const what =
    group.length > 0
      ? `"${first}" needs one more word: ${group.join(', ')}.`
      : `There is no command "${typed}".${meant ? ` Did you mean "${meant}"?` : ''}`
  return new MandateError('kit.usage', { what, help: 'npx mandate help' })
}
