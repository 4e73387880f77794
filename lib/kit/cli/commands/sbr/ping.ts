import { pingSbr } from '../../../sbr/send-report.ts'
import type { Command } from '../../command.ts'
import { next, pairs, shellWord } from '../../output.ts'
import { passwordNote } from '../../password.ts'
import { readSbr, sbrOptions } from './options.ts'

export const sbrPingCommand: Command = {
  name: 'sbr ping',
  summary: 'Get a token and ask SBR2 whether messages arrive.',
  usage: '--keystore FILE',
  options: sbrOptions,
  notes: [passwordNote],
  examples: ['npx mandate sbr ping --keystore keystore.xml'],
  async run(context, input) {
    const options = await readSbr(context, input)
    const { messageId, references, trace } = await pingSbr(options)
    const rows = pairs([
      ['Message', messageId],
      ['Signed parts', String(references.length)],
      ['Trace', trace],
    ])
    const keystore = shellWord(input.required('keystore'))
    return {
      text: `The message arrived: SBR2 checked token and signature, and sent a receipt.\n\n${rows}\n${next(`npx mandate sbr send --keystore ${keystore} --action Echo --file FILE`)}`,
      json: { messageId, receipt: references, trace, tokenTrace: options.token.trace },
    }
  },
}
