import { usage } from '../arguments.ts'
import { type Command, helpOption, jsonOption, type OptionRow } from '../command.ts'

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
type Shell = (typeof shells)[number]

/** The command that writes what a shell needs to complete the others, from the same table as help. */
export function completionCommand(all: () => readonly Command[]): Command {
  const command: Command = {
    name: 'completion',
    summary: 'Write the completion of commands and options for a shell.',
    usage: shells.join('|'),
    positionals: [1, 1],
    options: [],
    notes: [
      'It completes "mandate"; make that name known first, for example by: alias mandate="npx mandate".',
      'bash: source it in ~/.bashrc. zsh: the same in ~/.zshrc, after compinit. fish: write it to ~/.config/fish/completions/mandate.fish. PowerShell: call it from $PROFILE.',
    ],
    examples: [
      'source <(npx mandate completion bash)',
      'npx mandate completion fish > ~/.config/fish/completions/mandate.fish',
      'npx mandate completion powershell | Out-String | Invoke-Expression',
    ],
    async run(_, { positionals: [shell = ''] }) {
      if (!shells.includes(shell as Shell)) throw usage(command, `Choose one of ${shells.join(', ')}.`)
      const text = writers[shell as Shell](all())
      return { text, json: { shell, script: text } }
    },
  }
  return command
}

const writers: Record<Shell, (commands: readonly Command[]) => string> = { bash, zsh, fish, powershell }

const optionsOf = (command: Command): OptionRow[] => [...command.options, jsonOption, helpOption]
const flagsOf = (command: Command): string[] => optionsOf(command).map(({ name }) => `--${name}`)
const firstWords = (commands: readonly Command[]): string[] => [
  ...new Set(commands.map(({ name }) => name.split(' ')[0] as string)),
]
/** Second words by their first, for commands of two words. */
function groups(commands: readonly Command[]): [string, string[]][] {
  return firstWords(commands).flatMap((first) => {
    const seconds = commands.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : []))
    return seconds.length === 0 ? [] : [[first, seconds] as [string, string[]]]
  })
}

function bash(commands: readonly Command[]): string {
  return `_mandate() {
  local word="\${COMP_WORDS[COMP_CWORD]}" first="\${COMP_WORDS[1]}" second="\${COMP_WORDS[2]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then words="${firstWords(commands).join(' ')}"
  elif [[ "$word" != -* && "$COMP_CWORD" -eq 2 ]]; then
    case "$first" in
${groups(commands)
  .map(([first, seconds]) => `      ${first}) words="${seconds.join(' ')}" ;;`)
  .join('\n')}
      help) words="${firstWords(commands).join(' ')}" ;;
      completion) words="${shells.join(' ')}" ;;
    esac
  elif [[ "$word" == -* ]]; then
    case "$first $second" in
${commands.map((command) => `      "${command.name}"${command.name.includes(' ') ? '' : '*'}) words="${flagsOf(command).join(' ')}" ;;`).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _mandate mandate
`
}

function zsh(commands: readonly Command[]): string {
  return `autoload -U +X bashcompinit && bashcompinit
${bash(commands)}`
}

function fish(commands: readonly Command[]): string {
  const lines = ['complete -c mandate -f']
  const told = new Set<string>()
  for (const command of commands) {
    const [first = '', second] = command.name.split(' ')
    const quoted = command.summary.replace(/[\\']/g, '\\$&')
    if (second === undefined || !told.has(first)) {
      const about = second === undefined ? quoted : `${first} ...`
      lines.push(`complete -c mandate -n __fish_use_subcommand -a ${first} -d '${about}'`)
      told.add(first)
    }
    if (second !== undefined) {
      lines.push(`complete -c mandate -n '__fish_seen_subcommand_from ${first}' -a ${second} -d '${quoted}'`)
    }
    const seen = command.name
      .split(' ')
      .map((word) => `__fish_seen_subcommand_from ${word}`)
      .join('; and ')
    for (const { name, value, meaning } of optionsOf(command)) {
      lines.push(
        `complete -c mandate -n '${seen}' -l ${name}${value === undefined ? '' : ' -r'} -d '${meaning.replace(/[\\']/g, '\\$&')}'`,
      )
    }
  }
  return `${lines.join('\n')}\n`
}

function powershell(commands: readonly Command[]): string {
  const rows = commands.map(
    (command) =>
      `    '${command.name}' = @(${flagsOf(command)
        .map((flag) => `'${flag}'`)
        .join(', ')})`,
  )
  return `Register-ArgumentCompleter -Native -CommandName mandate -ScriptBlock {
  param($word, $ast, $position)
  $commands = [ordered]@{
${rows.join('\n')}
  }
  $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $name = @("$($words[0]) $($words[1])", "$($words[0])") | Where-Object { $commands.Contains($_) } | Select-Object -First 1
  $found = if ($word -like '-*' -and $name) { $commands[$name] }
    elseif ($words.Count -le 1) { $commands.Keys | ForEach-Object { $_.Split(' ')[0] } | Select-Object -Unique }
    else { $commands.Keys | Where-Object { $_.StartsWith("$($words[0]) ") } | ForEach-Object { $_.Split(' ')[1] } }
  $found | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`
}
