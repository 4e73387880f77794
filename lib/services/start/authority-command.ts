import { formatMoment } from '../../core/calendar-day.ts'
import { describeError, isMandateError } from '../../core/errors/index.ts'
import { addSubAuthority } from '../../platform/authority/add-sub.ts'
import { replaceTokenKey } from '../../platform/authority/replace-token-key.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { readSettings, SettingsError } from '../../platform/settings/settings.ts'
import { buildRuntime } from './build-runtime.ts'

/** What `npm run authority -- COMMAND` runs, in the database of the settings; each says what it did. */
const commands: Record<string, (runtime: Runtime) => Promise<string>> = {
  'add-sub': async (runtime) => {
    const { number, certificate, issuesFrom } = await addSubAuthority(runtime)
    return `Made the Sub CA ${number}: ${certificate.subject.text}\nIt is published within an hour and issues from ${formatMoment(issuesFrom)}.`
  },
  'new-token-key': async (runtime) => {
    const { certificate, signsFrom } = await replaceTokenKey(runtime, { stolen: false })
    return `Made a token signing key: serial number ${certificate.serial.hex}\nIt is published now and signs from ${formatMoment(signsFrom)}.`
  },
  'new-token-key --stolen': async (runtime) => {
    const { certificate, revoked } = await replaceTokenKey(runtime, { stolen: true })
    return [
      `Made a token signing key: serial number ${certificate.serial.hex}\nIt signs from now on.`,
      ...revoked.map(({ serial }) => `Revoked, and no token of it counts: serial number ${serial.hex}`),
      'Give the new certificate to every service that knows the old one by hand.',
    ].join('\n')
  },
}

try {
  const command = commands[process.argv.slice(2).join(' ')]
  if (command === undefined) throw new Error(`The commands are: ${Object.keys(commands).join(', ')}.`)
  const { runtime, close } = await buildRuntime(readSettings(process.env))
  try {
    process.stdout.write(`${await command(runtime)}\n`)
  } finally {
    await close()
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exitCode = 1
}

function sentenceOf(error: unknown): string {
  if (error instanceof SettingsError) return error.message
  if (!isMandateError(error)) return String(error)
  const { happened, remedy } = describeError(error)
  return `${happened} ${remedy}`
}
