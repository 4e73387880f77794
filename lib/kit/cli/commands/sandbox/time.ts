import { parseAbn } from '../../../../core/abn.ts'
import { instant } from '../../../../core/clock.ts'
import { type SandboxDestination, travelInTime } from '../../../sandbox/console/time.ts'
import { usage } from '../../arguments.ts'
import type { Command, CommandInput } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { moment, next, pairs } from '../../output.ts'

export const sandboxTimeCommand: Command = {
  name: 'sandbox time',
  summary: 'Move the clock of a business, with the mails and ends that follow.',
  usage: '--abn ABN (--days N | --to DATE | --before-expiry | --after-expiry | --unassigned-day N | --back)',
  options: [
    { name: 'abn', value: 'ABN', meaning: 'The business, 11 digits.', required: true },
    { name: 'days', value: 'N', meaning: 'So many days on.' },
    { name: 'to', value: 'DATE', meaning: 'To the start of a date, such as 2027-03-31.' },
    { name: 'before-expiry', meaning: 'To ten minutes before a credential or authorisation ends.' },
    { name: 'after-expiry', meaning: 'To one second after it has ended.' },
    { name: 'unassigned-day', value: 'N', meaning: 'To a day since a credential became unassigned: 53, 61.' },
    { name: 'back', meaning: 'Back to the real time. What happened on the way stays.' },
    {
      name: 'id',
      value: 'ID',
      meaning: 'The credential or authorisation that is meant. Default: the first one to end.',
    },
    ...endpointOptions,
  ],
  notes: ['Only this business moves. A snapshot undoes what happened: npx mandate sandbox restore NAME.'],
  examples: [
    'npx mandate sandbox time --abn 27809366375 --unassigned-day 61',
    'npx mandate sandbox time --abn 27809366375 --back',
  ],
  async run(context, input) {
    const abn = parseAbn(input.required('abn'))
    const id = input.value('id')
    // The sandbox says what is wrong with a number or date.
    const body = { abn, ...journeyOf(input), ...(id === undefined ? {} : { id }) } as SandboxDestination
    const answer = await travelInTime(body, await readEndpoint(context, input))
    const { name, now, summary, mails, events } = answer
    return {
      json: answer,
      text: [
        pairs([
          ['Business', `${name} (${abn})`],
          ['Its time', moment(instant(now))],
          ['Happened', summary],
        ]),
        ...(events.length > 0
          ? ['', ...events.map(({ at, label, subject }) => `  ${at.slice(0, 10)}  ${label}: ${subject}`)]
          : []),
        ...(mails.length > 0
          ? ['', ...mails.map(({ subject, recipient }) => `  mail to ${recipient}: ${subject}`)]
          : []),
        body.to === 'now' ? '' : next(`npx mandate sandbox time --abn ${abn} --back`),
      ].join('\n'),
    }
  },
}

/** As the sandbox's API takes it. */
type Journey = { to: string; days?: string; date?: string; day?: string }

function journeyOf(input: CommandInput): Journey {
  const days = input.value('days')
  const date = input.value('to')
  const day = input.value('unassigned-day')
  const journeys: Journey[] = [
    ...(days === undefined ? [] : [{ to: 'days', days }]),
    ...(date === undefined ? [] : [{ to: 'date', date }]),
    ...(day === undefined ? [] : [{ to: 'unassigned-day', day }]),
    ...(input.has('before-expiry') ? [{ to: 'before-expiry' }] : []),
    ...(input.has('after-expiry') ? [{ to: 'after-expiry' }] : []),
    ...(input.has('back') ? [{ to: 'now' }] : []),
  ]
  const [journey] = journeys
  if (journey === undefined || journeys.length > 1) {
    throw usage(
      sandboxTimeCommand,
      'Say once where to travel to: --days, --to, --before-expiry, --after-expiry, --unassigned-day or --back.',
    )
  }
  return journey
}
