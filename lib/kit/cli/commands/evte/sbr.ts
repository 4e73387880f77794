import { type PlayableSbr1Case, playableSbr1Cases, playSbr1Cases } from '../../../evte/play-sbr1-cases.ts'
import { type PlayableSbr2Case, playableSbr2Cases, playSbr2Cases } from '../../../evte/play-sbr2-cases.ts'
import { usage } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { credentialOptions, readCredential } from '../../credential.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { passwordNote } from '../../password.ts'
import { showPlayed } from './show.ts'

export const evteSbrCommand: Command = {
  name: 'evte sbr',
  summary: 'Play the conformance cases of the SBR1 and SBR2 environments with a test credential.',
  usage: '--keystore FILE [--only sbr1|sbr2] [--case CASE]',
  options: [
    ...credentialOptions,
    { name: 'only', value: 'NAME', meaning: 'One environment only: sbr1 or sbr2. Default: both.' },
    { name: 'case', value: 'CASE', meaning: 'One case only, by its name in the list that a run prints.' },
    ...endpointOptions,
  ],
  notes: [
    passwordNote,
    'It shows what your own software has to do. The system ticks the cases of the product whose code begins the name of the credential.',
    'For a renewal and for revocations it makes more test credentials of the same name, and with -old and -late behind it.',
    'The exit code is 1 when a service did not answer as a case has it.',
  ],
  examples: [
    'npx mandate evte sbr --keystore keystore.xml',
    'npx mandate evte sbr --keystore keystore.xml --only sbr2 --case tampered',
  ],
  async run(context, input) {
    const { sbr1, sbr2 } = readCases(input.value('only'), input.value('case'))
    const { endpoint, ca } = await readEndpoint(context, input)
    const credential = await readCredential(context, input)
    const { clock, random } = context
    const options = { credential, endpoint, ca, clock, random }
    const environments = {
      ...(sbr1.length > 0 && { SBR1: await playSbr1Cases(sbr1, options) }),
      ...(sbr2.length > 0 && { SBR2: await playSbr2Cases(sbr2, options) }),
    }
    return showPlayed(
      environments,
      'The cases bad-password and receipt-kept are yours: say in the checklist what your software does.',
    )
  },
}

function readCases(
  only: string | undefined,
  wanted: string | undefined,
): { sbr1: readonly PlayableSbr1Case[]; sbr2: readonly PlayableSbr2Case[] } {
  if (only !== undefined && only !== 'sbr1' && only !== 'sbr2')
    throw usage(evteSbrCommand, '--only takes sbr1 or sbr2.')
  const chosen = <Id extends string>(name: string, all: readonly Id[]) =>
    all.filter((id) => (only ?? name) === name && (wanted ?? id) === id)
  const cases = { sbr1: chosen('sbr1', playableSbr1Cases), sbr2: chosen('sbr2', playableSbr2Cases) }
  if (cases.sbr1.length + cases.sbr2.length > 0) return cases
  const names = [
    ...new Set([...(only === 'sbr2' ? [] : playableSbr1Cases), ...(only === 'sbr1' ? [] : playableSbr2Cases)]),
  ]
  throw usage(evteSbrCommand, `--case takes one of: ${names.join(', ')}.`)
}
