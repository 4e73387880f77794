import { type PlayableUsiCase, playableUsiCases, playUsiCases } from '../../evte/play-usi-cases.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { credentialOptions, readCredential } from '../credential.ts'
import { endpointOptions, readEndpoint } from '../endpoint.ts'
import { passwordNote } from '../password.ts'

export const evteUsiCommand: Command = {
  name: 'evte usi',
  summary: 'Play the conformance cases of the USI environment with a test credential.',
  usage: '--keystore FILE --org-code CODE [--case CASE]',
  options: [
    ...credentialOptions,
    { name: 'org-code', value: 'CODE', meaning: 'Code of the organisation of the credential.', required: true },
    {
      name: 'foreign-org-code',
      value: 'CODE',
      meaning: 'Code that belongs to another business. Default: one of the test data.',
    },
    { name: 'case', value: 'CASE', meaning: `One case only: ${playableUsiCases.join(', ')}.` },
    ...endpointOptions,
  ],
  notes: [
    passwordNote,
    'It shows what your own software has to do. The system ticks the cases of the product whose code begins the name of the credential.',
    'The exit code is 1 when a service did not answer as the case has it.',
  ],
  examples: ['npx mandate evte usi --keystore keystore.xml --org-code VA1803'],
  async run(context, input) {
    const orgCode = input.required('org-code')
    const foreignOrgCode = input.value('foreign-org-code') ?? (orgCode.toUpperCase() === 'VA1804' ? 'VA1803' : 'VA1804')
    const wanted = readCase(input.value('case'))
    const { endpoint, ca } = await readEndpoint(context, input)
    const credential = await readCredential(context, input)
    const { clock, random } = context
    const played = await playUsiCases(wanted, { credential, orgCode, foreignOrgCode, endpoint, ca, clock, random })
    const width = Math.max(...played.map(({ id }) => id.length))
    const lines = played.map(
      ({ id, isRight, said, trace }) =>
        `  ${isRight ? 'right' : 'WRONG'}  ${id.padEnd(width)}  ${said}${trace === undefined ? '' : ` (trace ${trace})`}`,
    )
    const right = played.filter(({ isRight }) => isRight).length
    return {
      text: `${right} of ${played.length} cases went as they should.\n\n${lines.join('\n')}\n`,
      json: { cases: played },
      exitCode: right === played.length ? 0 : 1,
    }
  },
}

function readCase(wanted: string | undefined): readonly PlayableUsiCase[] {
  if (wanted === undefined) return playableUsiCases
  const found = playableUsiCases.find((id) => id === wanted)
  if (found === undefined) throw usage(evteUsiCommand, `--case takes one of: ${playableUsiCases.join(', ')}.`)
  return [found]
}
