import type { CliContext } from './context.ts'

/** One option of a command, as help prints it and as the arguments are read by it. */
export type OptionRow = {
  /** Without the dashes. */
  name: string
  /** What stands for the value in help; an option without it is a switch. */
  value?: string
  meaning: string
  required?: boolean
}

/** Arguments of a command after they were checked against its rows. */
export type CommandInput = {
  positionals: readonly string[]
  value(name: string): string | undefined
  has(name: string): boolean
  /** The value of an option that was declared as required. */
  required(name: string): string
}

/** What a command found, for people and for programs. It ends with 0 where `exitCode` is not given. */
export type CommandResult = { text: string; json: unknown; exitCode?: number }

export type Command = {
  /** One or two words. */
  name: string
  summary: string
  /** What follows the name, as help prints it. */
  usage: string
  /** How many positional arguments it takes, at least and at most. */
  positionals?: readonly [number, number]
  options: readonly OptionRow[]
  /** What a person should know besides. */
  notes?: readonly string[]
  examples: readonly string[]
  run(context: CliContext, input: CommandInput): Promise<CommandResult>
}

export const jsonOption: OptionRow = { name: 'json', meaning: 'Answer in JSON, for programs.' }
export const helpOption: OptionRow = { name: 'help', meaning: 'Show how this command is used.' }
