import { instant } from '../../../../core/clock.ts'
import {
  listSandboxActs,
  listSandboxMails,
  listSandboxTraffic,
  type SandboxCall,
  type SandboxMail,
  viewSandboxMail,
} from '../../../sandbox/console/look.ts'
import { usage } from '../../arguments.ts'
import type { Command, CommandResult } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { moment, next, pairs } from '../../output.ts'

/** `sandbox inbox`, `traffic` and `acts`: what came of it. */
export const sandboxInboxCommand: Command = {
  name: 'sandbox inbox',
  summary: 'List the mails of a sandbox, or read one with its code.',
  usage: '[ID] [--to ADDRESS] [--search WORDS] [--latest]',
  positionals: [0, 1],
  options: [
    { name: 'to', value: 'ADDRESS', meaning: 'Only mails to this address.' },
    { name: 'search', value: 'WORDS', meaning: 'Only mails with these words in the subject or address.' },
    { name: 'latest', meaning: 'Read the newest of them.' },
    ...endpointOptions,
  ],
  examples: ['npx mandate sandbox inbox', 'npx mandate sandbox inbox --to marcus@example.com --latest'],
  async run(context, input) {
    const place = await readEndpoint(context, input)
    const [id] = input.positionals
    if (id !== undefined) return shown(await viewSandboxMail(id, place))
    const filter = { recipient: input.value('to'), search: input.value('search') }
    const answer = await listSandboxMails(filter, place)
    const [newest] = answer.rows
    if (!input.has('latest')) {
      const rows = answer.rows.map((mail) => [mail.id, `${mail.at}  ${mail.recipient}: ${mail.subject}`] as const)
      return { json: answer, text: rows.length === 0 ? 'There is no mail.\n' : `${pairs(rows)}\n` }
    }
    if (newest === undefined) throw usage(sandboxInboxCommand, 'There is no such mail yet.')
    return shown(await viewSandboxMail(newest.id, place))
  },
}

export const sandboxTrafficCommand: Command = {
  name: 'sandbox traffic',
  summary: 'List the newest calls of all services.',
  usage: '',
  options: endpointOptions,
  examples: ['npx mandate sandbox traffic'],
  async run(context, input) {
    const answer = await listSandboxTraffic(await readEndpoint(context, input))
    const rows = answer.calls.map((call) => [call.id, callWords(call)] as const)
    const [first] = answer.calls
    const hint = first === undefined ? '' : next(`npx mandate why ${first.id}`)
    return { json: answer, text: rows.length === 0 ? 'There is no call yet.\n' : `${pairs(rows)}\n${hint}` }
  },
}

export const sandboxActsCommand: Command = {
  name: 'sandbox acts',
  summary: 'List what was done to a sandbox, newest first.',
  usage: '',
  options: endpointOptions,
  examples: ['npx mandate sandbox acts'],
  async run(context, input) {
    const answer = await listSandboxActs(await readEndpoint(context, input))
    const rows = answer.acts.map(({ at, summary }) => [moment(instant(at)), summary] as const)
    return { json: answer, text: rows.length === 0 ? 'Nothing was done yet.\n' : `${pairs(rows)}\n` }
  },
}

function shown(mail: SandboxMail): CommandResult {
  const head = pairs([
    ['To', mail.recipient],
    ['At', mail.at],
    ['Subject', mail.subject],
  ])
  return { json: mail, text: `${head}\n\n${mail.text}\n` }
}

function callWords({ at, service, accepted, injected, refusal }: SandboxCall): string {
  const outcome = accepted ? 'accepted' : `refused: ${refusal?.event ?? refusal?.code}`
  return `${at}  ${service}  ${outcome}${injected ? ' (fault on demand)' : ''}`
}
