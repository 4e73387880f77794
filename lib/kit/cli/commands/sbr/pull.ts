import { pullReport } from '../../../sbr/pull-report.ts'
import { usage } from '../../arguments.ts'
import type { Command, CommandInput } from '../../command.ts'
import { pairs } from '../../output.ts'
import { passwordNote } from '../../password.ts'
import { jsonOf, showDocuments } from './documents.ts'
import { readSbr, sbrOptions } from './options.ts'

const places = ['async', 'bulk', 'collect'] as const

export const sbrPullCommand: Command = {
  name: 'sbr pull',
  summary: 'Get a token and collect a message that waits at SBR2.',
  usage: '--keystore FILE [--message-id ID] [--from async|bulk|collect]',
  options: [
    ...sbrOptions,
    { name: 'message-id', value: 'ID', meaning: 'Message whose answer is wanted. Default: the oldest that waits.' },
    { name: 'from', value: 'PLACE', meaning: 'async, bulk, or collect for what nobody asked for. Default: async.' },
  ],
  notes: [passwordNote, 'Where nothing waits, the exit code is 0 all the same; --json says "waiting": false.'],
  examples: [
    'npx mandate sbr pull --keystore keystore.xml',
    'npx mandate sbr pull --keystore keystore.xml --from bulk',
  ],
  async run(context, input) {
    const from = readPlace(input)
    const messageId = input.value('message-id')
    const options = await readSbr(context, input)
    const answer = await pullReport({ from, ...(messageId && { messageId }) }, options)
    if (!answer) {
      const json = { waiting: false, documents: [], tokenTrace: options.token.trace }
      return { text: 'Nothing waits there. Ask again a little later.\n', json }
    }
    const { message, documents, trace } = answer
    const rows = pairs([
      ['Message', message.messageId],
      ['In answer to', message.refToMessageId ?? 'nothing'],
      ['Trace', trace],
    ])
    return {
      text: `A message was waiting; SBR2 was told that it arrived.\n\n${rows}\n\n${showDocuments(documents)}`,
      json: {
        waiting: true,
        messageId: message.messageId,
        inAnswerTo: message.refToMessageId ?? null,
        documents: jsonOf(documents),
        trace,
        tokenTrace: options.token.trace,
      },
    }
  },
}

function readPlace(input: CommandInput): (typeof places)[number] {
  const place = places.find((one) => one === (input.value('from') ?? 'async'))
  if (place === undefined) throw usage(sbrPullCommand, '--from takes async, bulk or collect.')
  return place
}
