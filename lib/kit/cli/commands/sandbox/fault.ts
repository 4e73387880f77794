import { parseAbn } from '../../../../core/abn.ts'
import { askSandbox } from '../../../sandbox/ask-sandbox.ts'
import { usage } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { next, pairs } from '../../output.ts'

export const sandboxFaultCommand: Command = {
  name: 'sandbox fault',
  summary: 'Have calls fail on demand: with an error of the catalogue, late, or cut off.',
  usage: '[CODE] [--service NAME] [--calls N] | --list | --clear',
  positionals: [0, 1],
  options: [
    { name: 'service', value: 'NAME', meaning: 'mas, usi, sbr1 or sbr2. Default: the first one that is called.' },
    { name: 'calls', value: 'N', meaning: 'How many calls fail. Default: 1, or all with --abn or --credential.' },
    { name: 'delay', value: 'MS', meaning: 'Hold the answer back for so many milliseconds.' },
    { name: 'drop', meaning: 'Close the connection without an answer.' },
    { name: 'abn', value: 'ABN', meaning: 'Only calls of this business.' },
    { name: 'credential', value: 'ID', meaning: 'Only calls with this machine credential, by its id in the portal.' },
    { name: 'list', meaning: 'Show the faults that are there.' },
    { name: 'clear', meaning: 'Remove every fault.' },
    ...endpointOptions,
  ],
  notes: ['The trace of such a call says that the fault was put in. Codes are in docs/errors.md.'],
  examples: [
    'npx mandate sandbox fault mas.credential-revoked --service mas --calls 3',
    'npx mandate sandbox fault --drop --service usi',
    'npx mandate sandbox fault --clear',
  ],
  async run(context, input) {
    const place = await readEndpoint(context, input)
    const path = '/api/v1/sandbox/faults'
    if (input.has('clear')) {
      const { answer } = await askSandbox(path, place, undefined, 'DELETE')
      return { json: answer, text: `Faults removed: ${String(answer.removed)}.\n` }
    }
    const [error] = input.positionals
    if (input.has('list')) {
      const { answer } = await askSandbox(path, place)
      const { faults } = answer as unknown as { faults: Fault[] }
      const rows = faults.map((fault) => [fault.service ?? 'any', wordsOf(fault)] as const)
      return { json: answer, text: rows.length === 0 ? 'There is no fault.\n' : `${pairs(rows)}\n` }
    }
    const [delayMs, abn] = [input.value('delay'), input.value('abn')]
    if (error === undefined && delayMs === undefined && !input.has('drop')) {
      throw usage(sandboxFaultCommand, 'Name the code of an error, --delay or --drop.')
    }
    const body = {
      error,
      service: input.value('service'),
      calls: input.value('calls'),
      delayMs,
      credentialId: input.value('credential'),
      ...(abn === undefined ? {} : { abn: parseAbn(abn) }),
      ...(input.has('drop') ? { drop: true } : {}),
    }
    const { answer } = await askSandbox(path, place, body)
    const fault = answer as unknown as Fault
    return {
      json: answer,
      text: `A fault is set up for ${fault.service ?? 'any service'}: ${wordsOf(fault)}.\n${next('npx mandate sandbox fault --clear')}`,
    }
  },
}

type Fault = {
  service: string | null
  error: string | null
  delayMs: number
  drop: boolean
  remaining: number | null
}

function wordsOf({ error, delayMs, drop, remaining }: Fault): string {
  const what = [
    ...(error === null ? [] : [error]),
    ...(delayMs > 0 ? [`answer after ${delayMs} ms`] : []),
    ...(drop ? ['connection closed'] : []),
  ].join(', ')
  return `${what}, ${remaining === null ? 'each call' : `next ${remaining} call${remaining === 1 ? '' : 's'}`}`
}
