import { formatMoment } from '../../core/calendar-day.ts'
import { describeError, isMandateError } from '../../core/errors/index.ts'
import { addSubAuthority } from '../../platform/authority/add-sub.ts'
import { readSettings, SettingsError } from '../../platform/settings/settings.ts'
import { buildRuntime } from './build-runtime.ts'

/** What `npm run authority -- add-sub` runs: makes a new Sub CA in the database of the settings, and says so. */
try {
  const { runtime, close } = await buildRuntime(readSettings(process.env))
  try {
    const { number, certificate, issuesFrom } = await addSubAuthority(runtime)
    process.stdout.write(
      `Made the Sub CA ${number}: ${certificate.subject.text}\nIt is published within an hour and issues from ${formatMoment(issuesFrom)}.\n`,
    )
  } finally {
    await close()
  }
} catch (error) {
  const { happened, remedy } = describeError(error)
  const sentence = error instanceof SettingsError ? error.message : `${happened} ${remedy}`
  process.stderr.write(`${sentence}\n`)
  if (!isMandateError(error) && !(error instanceof SettingsError)) process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
}
