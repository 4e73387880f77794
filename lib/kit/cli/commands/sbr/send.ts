import { sendReport } from '../../../sbr/send-report.ts'
import { usage } from '../../arguments.ts'
import type { Command, CommandInput } from '../../command.ts'
import { next, pairs, shellWord } from '../../output.ts'
import { passwordNote } from '../../password.ts'
import { jsonOf, readDocument, showDocuments } from './documents.ts'
import { readSbr, readSoftware, sbrOptions, softwareOptions } from './options.ts'

const modes = ['sync', 'async', 'bulk'] as const

export const sbrSendCommand: Command = {
  name: 'sbr send',
  summary: 'Get a token and send a report to SBR2.',
  usage: '--keystore FILE --action ACTION --file FILE [--service URI] [--mode sync|async|bulk]',
  options: [
    ...sbrOptions,
    { name: 'service', value: 'URI', meaning: 'Service to call. Default: the test reports of the sandbox.' },
    {
      name: 'action',
      value: 'ACTION',
      meaning: 'What it should do: Echo, Reject, Slow, Notice; Submit.004.00.',
      required: true,
    },
    { name: 'file', value: 'FILE', meaning: 'Document to send, XML.', required: true },
    { name: 'document-name', value: 'NAME', meaning: 'DocumentName. Default: the name of the file.' },
    {
      name: 'mode',
      value: 'MODE',
      meaning: 'sync: answered at once; async: to be pulled; bulk: many records. Default: sync.',
    },
    ...softwareOptions,
  ],
  notes: [
    passwordNote,
    'A bulk file has a Record_Delimiter before each document. The answers of async and bulk wait: npx mandate sbr pull.',
  ],
  examples: [
    'npx mandate sbr send --keystore keystore.xml --action Echo --file report.xml',
    'npx mandate sbr send --keystore keystore.xml --service http://sbr.gov.au/ato/payevnt/2020 --action Submit.004.00 --mode bulk --file payrun.xml',
  ],
  async run(context, input) {
    const mode = readMode(input)
    const document = await readDocument(input.required('file'), input.value('document-name'))
    const options = await readSbr(context, input)
    const report = {
      service: input.value('service') ?? 'urn:mandate:sbr2:test',
      action: input.required('action'),
      documents: [document],
      software: readSoftware(input),
      mode,
    }
    const { messageId, answer } = await sendReport(report, options)
    const rows = pairs([
      ['Message', messageId],
      ['Trace', answer.trace],
    ])
    const documents = answer.kind === 'documents' ? answer.documents : []
    const keystore = shellWord(input.required('keystore'))
    const text =
      answer.kind === 'documents'
        ? `SBR2 answered.\n\n${rows}\n\n${showDocuments(documents)}`
        : `SBR2 has the message, and sent a receipt.\n\n${rows}\n${next(`npx mandate sbr pull --keystore ${keystore} --message-id ${messageId}${mode === 'bulk' ? ' --from bulk' : ''}`)}`
    return {
      text,
      json: {
        messageId,
        receipt: answer.kind === 'receipt' ? answer.references : null,
        documents: jsonOf(documents),
        trace: answer.trace,
        tokenTrace: options.token.trace,
      },
    }
  },
}

function readMode(input: CommandInput): (typeof modes)[number] {
  const mode = modes.find((one) => one === (input.value('mode') ?? 'sync'))
  if (mode === undefined) throw usage(sbrSendCommand, '--mode takes sync, async or bulk.')
  return mode
}
