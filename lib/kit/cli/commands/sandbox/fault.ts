import { parseAbn } from '../../../../core/abn.ts'
import {
  addSandboxFault,
  listSandboxFaults,
  type NewSandboxFault,
  removeSandboxFault,
  removeSandboxFaults,
  type SandboxFault,
} from '../../../sandbox/console/faults.ts'
import { usage } from '../../arguments.ts'
import type { Command, CommandInput } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { next, pairs } from '../../output.ts'
import { given } from './given.ts'

export const sandboxFaultCommand: Command = {
  name: 'sandbox fault',
  summary: 'Have calls fail on demand: with an error of the catalogue, late, or cut off.',
  usage: '[CODE] [--service NAME] [--calls N] | --list | --remove ID | --clear',
  positionals: [0, 1],
  options: [
    { name: 'service', value: 'NAME', meaning: 'mas, usi, sbr1 or sbr2. Default: the first one that is called.' },
    { name: 'calls', value: 'N', meaning: 'How many calls fail. Default: 1, or all with --abn or --credential.' },
    { name: 'delay', value: 'MS', meaning: 'Hold the answer back for so many milliseconds.' },
    { name: 'drop', meaning: 'Close the connection without an answer.' },
    { name: 'abn', value: 'ABN', meaning: 'Only calls of this business.' },
    { name: 'credential', value: 'ID', meaning: 'Only calls with this machine credential, by its id in the portal.' },
    { name: 'list', meaning: 'Show the faults that are there.' },
    { name: 'remove', value: 'ID', meaning: 'Remove one fault, by its id in the list.' },
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
    const id = input.value('remove')
    if (id !== undefined || input.has('clear')) {
      const answer = id === undefined ? await removeSandboxFaults(place) : await removeSandboxFault(id, place)
      return { json: answer, text: `Faults removed: ${answer.removed}.\n` }
    }
    const [error] = input.positionals
    if (input.has('list')) {
      const answer = await listSandboxFaults(place)
      const rows = answer.faults.map((fault) => [fault.id, `${fault.service ?? 'any'}: ${wordsOf(fault)}`] as const)
      return { json: answer, text: rows.length === 0 ? 'There is no fault.\n' : `${pairs(rows)}\n` }
    }
    const fault = await addSandboxFault(wantedFault(input, error), place)
    return {
      json: fault,
      text: `A fault is set up for ${fault.service ?? 'any service'}: ${wordsOf(fault)}.\n${next('npx mandate sandbox fault --clear')}`,
    }
  },
}

function wantedFault(input: CommandInput, error: string | undefined): NewSandboxFault {
  const [delayMs, calls, abn, credentialId] = ['delay', 'calls', 'abn', 'credential'].map((name) => input.value(name))
  if (error === undefined && delayMs === undefined && !input.has('drop')) {
    throw usage(sandboxFaultCommand, 'Name the code of an error, --delay or --drop.')
  }
  return given({
    error,
    // The sandbox says what is wrong with a name or number.
    service: input.value('service') as NewSandboxFault['service'],
    calls: calls as unknown as number,
    delayMs: delayMs as unknown as number,
    credentialId,
    abn: abn === undefined ? undefined : parseAbn(abn),
    drop: input.has('drop') || undefined,
  }) as NewSandboxFault
}

function wordsOf({ error, delayMs, drop, remaining }: SandboxFault): string {
  const what = [
    ...(error === null ? [] : [error]),
    ...(delayMs > 0 ? [`answer after ${delayMs} ms`] : []),
    ...(drop ? ['connection closed'] : []),
  ].join(', ')
  return `${what}, ${remaining === null ? 'each call' : `next ${remaining} call${remaining === 1 ? '' : 's'}`}`
}
