import { nearest, usage } from '../arguments.ts'
import { type Command, helpOption, jsonOption } from '../command.ts'
import { pairs } from '../output.ts'

/** The command that explains the others. */
export function helpCommand(all: () => readonly Command[]): Command {
  const command: Command = {
    name: 'help',
    summary: 'Show how a command is used.',
    usage: '[COMMAND]',
    positionals: [0, 2],
    options: [],
    examples: ['npx mandate help token'],
    async run(_, { positionals }) {
      const name = positionals.join(' ')
      if (name === '') return { text: overview(all()), json: { commands: all().map(describe) } }
      const found = all().find((one) => one.name === name)
      if (found !== undefined) return { text: explain(found), json: describe(found) }
      const meant = nearest(
        name,
        all().map((one) => one.name),
      )
      throw usage(command, `There is no command "${name.slice(0, 60)}".${meant ? ` Did you mean "${meant}"?` : ''}`)
    },
  }
  return command
}

/** The help of one command. */
export function explain(command: Command): string {
  const { name, summary, usage: form, options, notes = [], examples } = command
  const rows = [...options, jsonOption, helpOption].map(
    (row) =>
      [`--${row.name}${row.value ? ` ${row.value}` : ''}`, `${row.meaning}${row.required ? ' (needed)' : ''}`] as const,
  )
  const blocks = [
    `${summary}\n\n  npx mandate ${name}${form ? ` ${form}` : ''}`,
    `Options\n${pairs(rows)}`,
    notes.map((note) => wrap(note)).join('\n'),
    examples.length > 0 ? `Examples\n${examples.map((example) => `  ${example}`).join('\n')}` : '',
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function overview(commands: readonly Command[]): string {
  return `The developer kit of Mandate: credentials, tokens and calls, from the command line.

Commands
${pairs(commands.map(({ name, summary }) => [name, summary]))}

  npx mandate help COMMAND shows how a command is used.

Settings
${pairs([
  ['MANDATE_URL', 'Where Mandate is; https://localhost:3443 where it is not set.'],
  ['MANDATE_CA', 'File with the root certificate of that server, PEM.'],
  ['MANDATE_KEYSTORE_PASSWORD', 'Password of the keystore, so that it is not asked for.'],
])}

Exit codes
  0 done   1 refused   2 the command is not right   3 the service cannot be reached or trusted
`
}

function describe({ name, summary, usage: form, options, examples }: Command) {
  return { name, summary, usage: `npx mandate ${name} ${form}`.trim(), options, examples }
}

function wrap(text: string, width = 96): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length + 1 > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.join('\n')
}
