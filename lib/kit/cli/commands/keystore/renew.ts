import type { Clock } from '../../../../core/clock.ts'
import { isoTime } from '../../../../core/clock.ts'
import { type KeystoreRenewal, renewKeystoreFile } from '../../../keystore/renew/renew.ts'
import { usage } from '../../arguments.ts'
import type { Command, CommandInput } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { away, moment, next, pairs, shellWord } from '../../output.ts'
import { passwordNote, passwordOptions, readPassword } from '../../password.ts'

export const keystoreRenewCommand: Command = {
  name: 'keystore renew',
  summary: 'Renew a credential in its keystore file, also unattended.',
  usage: 'FILE [options]',
  positionals: [1, 1],
  options: [
    { name: 'credential', value: 'ID', meaning: 'Which credential, where the file has several.' },
    {
      name: 'if-within',
      value: 'DAYS',
      meaning: 'Unattended: renew only where the end is so near, else do nothing and end with 0.',
    },
    ...passwordOptions,
    ...endpointOptions,
  ],
  notes: [
    passwordNote,
    'The new key is made on this machine. The file is replaced in one step, and the old file is kept beside it.',
    'Run it as often as you like: it may be killed at any moment, and two may run at once.',
    'The old credential works until its own end. Revoke it in the portal when nothing uses it any more.',
  ],
  examples: [
    'npx mandate keystore renew keystore.xml',
    'npx mandate keystore renew keystore.xml --if-within 45 --password-stdin < password.txt',
  ],
  async run(context, input) {
    const [file = ''] = input.positionals
    const ifWithinDays = readDays(input)
    const { endpoint, ca } = await readEndpoint(context, input)
    const renewal = await renewKeystoreFile({
      file,
      password: await readPassword(context, input),
      credentialId: input.value('credential'),
      ifWithinDays,
      endpoint,
      ca,
      clock: context.clock,
      random: context.random,
    })
    return { text: describe(file, renewal, context.clock), json: facts(file, renewal) }
  },
}

function readDays(input: CommandInput): number | undefined {
  const text = input.value('if-within')
  if (text === undefined) return undefined
  if (!/^\d{1,3}$/.test(text) || Number(text) === 0) {
    throw usage(keystoreRenewCommand, '--if-within takes days, a whole number from 1 to 999.')
  }
  return Number(text)
}

function describe(file: string, renewal: KeystoreRenewal, clock: Clock): string {
  const now = clock.now()
  const rows = pairs([
    ['File', file],
    ['Credential', renewal.id],
    ['Valid until', `${moment(renewal.notAfter)} (${away(renewal.notAfter, now)})`],
    ['Old file', renewal.renewed ? renewal.copy : undefined],
    ['Old one ends', renewal.renewed ? moment(renewal.previousNotAfter) : undefined],
  ])
  return renewal.renewed
    ? `The credential is renewed. Software that keeps the file in memory has to read it again.\n\n${rows}\n${next(`npx mandate keystore check ${shellWord(file)}`)}`
    : `${reasons[renewal.why]}\n\n${rows}\n`
}

const reasons = {
  'not-due': 'There is nothing to do yet.',
  'too-early': 'There is nothing to do yet: the service renews it later.',
  'done-meanwhile': 'Another run has just renewed it.',
} as const

function facts(file: string, renewal: KeystoreRenewal) {
  const common = { file, id: renewal.id, renewed: renewal.renewed, notAfter: isoTime(renewal.notAfter) }
  return renewal.renewed
    ? { ...common, oldFile: renewal.copy, oldNotAfter: isoTime(renewal.previousNotAfter) }
    : { ...common, why: renewal.why }
}
