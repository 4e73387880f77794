import type { PlayedCase } from '../../../evte/play.ts'
import type { CommandResult } from '../../command.ts'

/** What came of the cases of each environment, for people and for programs; the exit code is 1 where one is not green. */
export function showPlayed(environments: Readonly<Record<string, readonly PlayedCase[]>>, hint: string): CommandResult {
  const played = Object.values(environments).flat()
  const green = played.filter(({ isRight }) => isRight).length
  const width = Math.max(...played.map(({ id }) => id.length))
  const blocks = Object.entries(environments).map(([name, cases]) => {
    const lines = cases.map(
      ({ id, isRight, said, trace }) =>
        `  ${isRight ? 'green' : 'RED  '}  ${id.padEnd(width)}  ${said}${trace === undefined ? '' : ` (trace ${trace})`}`,
    )
    return `${name}\n${lines.join('\n')}\n`
  })
  return {
    text: `${green} of ${played.length} cases are green.\n\n${blocks.join('\n')}\n${hint}\n`,
    json: { green, of: played.length, environments },
    exitCode: green === played.length ? 0 : 1,
  }
}
