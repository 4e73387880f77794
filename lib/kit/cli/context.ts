import type { Clock } from '../../core/clock.ts'
import type { Random } from '../../core/random.ts'

/** What a command needs of the world; given, so that tests can give another one. */
export type CliContext = {
  stdin: NodeJS.ReadStream
  stdout: { write(text: string): unknown }
  stderr: { write(text: string): unknown }
  env: Readonly<Record<string, string | undefined>>
  clock: Clock
  random: Random
}
