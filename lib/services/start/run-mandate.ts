import { describeError, isMandateError } from '../../core/errors/index.ts'
import { SettingsError } from '../../platform/settings/settings.ts'
import { startHouse } from './start-house.ts'

/** The longest that closing may take before the process ends anyway, ms. */
const hardStop = 4_500

/**
 * Starts everything, and closes it again on Ctrl-C or SIGTERM within five seconds. What keeps it from starting is told
 * in one sentence, with a non-zero exit.
 */
export async function runMandate(development: boolean): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    fail([
      `Mandate runs on Node 24 or newer; this is ${process.version}. Start it with "npm start", which brings its own.`,
    ])
  }
  process.on('unhandledRejection', (reason) => {
    process.stderr.write(`error unhandled rejection: ${String((reason as Error)?.message ?? reason).slice(0, 500)}\n`)
  })
  const house = await startHouse(development).catch((error: unknown) => fail(sentencesOf(error)))

  let closing = false
  const close = () => {
    if (closing) return
    closing = true
    setTimeout(() => process.exit(1), hardStop).unref()
    process.stdout.write('\nClosing: letting running requests finish ...\n')
    house.close().then(
      () => process.exit(0),
      (error: unknown) => fail(sentencesOf(error)),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close)
}

function sentencesOf(error: unknown): string[] {
  if (error instanceof SettingsError) return ['Mandate cannot start with these settings:', ...error.problems]
  if (isMandateError(error)) {
    const { happened, remedy } = describeError(error)
    return [`${happened} ${remedy}`]
  }
  const { message, code } = error as { message?: string; code?: string }
  return [`Mandate could not start: ${String(message ?? error).slice(0, 1_000)}${code ? ` (${code})` : ''}`]
}

function fail(sentences: string[]): never {
  process.stderr.write(`\n${sentences.join('\n')}\n`)
  process.exit(1)
}
