import { describeError, type ErrorCode, isMandateError } from '../../core/errors/index.ts'
import { pairs } from './output.ts'

/** What the command ends with; docs/kit.md, Exit codes. */
export const exitCodes = { ok: 0, refused: 1, usage: 2, network: 3 } as const

const usageCodes: readonly ErrorCode[] = [
  'kit.usage',
  'kit.password-argument',
  'kit.password-missing',
  'kit.passwords-differ',
  'kit.several-credentials',
  'kit.address-invalid',
  'abn.invalid',
  'software-id.invalid',
  'usi.invalid',
  'keystore.password-rule',
]
const networkCodes: readonly ErrorCode[] = [
  'kit.unreachable',
  'kit.timeout',
  'kit.not-trusted',
  'kit.answer-unreadable',
]

/** An error as the command says it: for people, for programs, and as an exit code. */
export type Failure = { exitCode: number; text: string; json: { error: Record<string, unknown> } }

/** Describes what a command threw. Anything unforeseen is a fault of the kit and says so. */
export function describeFailure(error: unknown): Failure {
  const { code, title, happened, remedy } = describeError(error)
  const known = isMandateError(error)
  const { event, trace, host } = known ? error.details : {}
  const more = pairs([
    ['Event code', event === undefined ? undefined : String(event)],
    ['Trace', trace === undefined ? undefined : String(trace)],
  ])
  const cause = known
    ? ''
    : `  (${error instanceof Error ? error.message.slice(0, 300) : String(error).slice(0, 300)})\n`
  return {
    exitCode: usageCodes.includes(code)
      ? exitCodes.usage
      : networkCodes.includes(code)
        ? exitCodes.network
        : exitCodes.refused,
    text: `${title}.\n\n  ${happened}\n${cause}\nWhat to do:\n  ${remedy}\n${more === '' ? '' : `\n${more}\n`}`,
    json: { error: { code, title, happened, remedy, event, trace, host } },
  }
}
