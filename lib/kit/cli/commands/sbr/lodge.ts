import { sbdmOperations } from '../../../../formats/sbdm/index.ts'
import { lodgeReport } from '../../../sbr/lodge-report.ts'
import { usage } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { pairs } from '../../output.ts'
import { passwordNote } from '../../password.ts'
import { readDocument } from './documents.ts'
import { readSbr, readSoftware, sbrOptions, softwareOptions } from './options.ts'

export const sbrLodgeCommand: Command = {
  name: 'sbr lodge',
  summary: 'Get a token and call a core service of SBR1.',
  usage: '--keystore FILE --message-type TYPE [--file FILE] [--operation list|prefill|prelodge|lodge]',
  options: [
    ...sbrOptions,
    { name: 'operation', value: 'NAME', meaning: 'list, prefill, prelodge or lodge. Default: lodge.' },
    { name: 'message-type', value: 'TYPE', meaning: 'Message type: tfnd.0003.2016.lodge.request.', required: true },
    { name: 'file', value: 'FILE', meaning: 'Business document, XML.' },
    { name: 'validation-uri', value: 'URI', meaning: 'Address of the schema of the document.' },
    ...softwareOptions,
  ],
  notes: [passwordNote, 'A message type that begins with mandate.reject. is answered with an error.'],
  examples: [
    'npx mandate sbr lodge --keystore keystore.xml --message-type tfnd.0003.2016.lodge.request --file form.xml',
  ],
  async run(context, input) {
    const operation = sbdmOperations.find((one) => one === (input.value('operation') ?? 'lodge'))
    if (operation === undefined) throw usage(sbrLodgeCommand, '--operation takes list, prefill, prelodge or lodge.')
    const file = input.value('file')
    const document = file === undefined ? undefined : (await readDocument(file, undefined)).bytes
    const validationUri = input.value('validation-uri')
    const { vendor, name, version } = readSoftware(input)
    const options = await readSbr(context, input)
    const software = { organisation: vendor, product: name, version }
    const report = { operation, messageType: input.required('message-type'), software, document }
    const { message, trace } = await lodgeReport({ ...report, ...(validationUri && { validationUri }) }, options)
    const events = message.events.map(({ severity, short, detailed }) => `${severity}: ${short} ${detailed}`)
    const documents = message.documents.flatMap(({ content }) => (content === undefined ? [] : [content]))
    const rows = pairs([
      ['Message type', message.type],
      ['Receipt', message.receipt?.id],
      ['Trace', trace],
    ])
    return {
      text: `SBR1 answered.\n\n${rows}\n\n${[...events, ...documents].join('\n')}\n`,
      json: { ...message, trace, tokenTrace: options.token.trace },
    }
  },
}
