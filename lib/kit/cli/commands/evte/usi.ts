import { cloudUsiCases, type PlayableUsiCase, playableUsiCases, playUsiCases } from '../../../evte/play-usi-cases.ts'
import { usage } from '../../arguments.ts'
import type { Command, CommandInput } from '../../command.ts'
import { credentialOptions, readCredential } from '../../credential.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { passwordNote } from '../../password.ts'
import { showPlayed } from './show.ts'

const allCases = [...playableUsiCases, ...cloudUsiCases]

export const evteUsiCommand: Command = {
  name: 'evte usi',
  summary: 'Play the conformance cases of the USI environment with a test credential.',
  usage: '--keystore FILE --org-code CODE [--client ABN --software-id ID] [--case CASE]',
  options: [
    ...credentialOptions,
    { name: 'org-code', value: 'CODE', meaning: 'Code of the organisation of the credential.', required: true },
    {
      name: 'foreign-org-code',
      value: 'CODE',
      meaning: 'Code that belongs to another business. Default: one of the test data.',
    },
    { name: 'client', value: 'ABN', meaning: 'For cloud software: a client that has notified the software.' },
    { name: 'software-id', value: 'ID', meaning: 'The software ID that the client has notified.' },
    { name: 'case', value: 'CASE', meaning: `One case only: ${allCases.join(', ')}.` },
    ...endpointOptions,
  ],
  notes: [
    passwordNote,
    'It shows what your own software has to do. The system ticks the cases of the product whose code begins the name of the credential.',
    'For a renewal and a revocation it makes more test credentials of the same name, and with -old behind it.',
    'The exit code is 1 when a service did not answer as the case has it.',
  ],
  examples: [
    'npx mandate evte usi --keystore keystore.xml --org-code VA1803',
    'npx mandate evte usi --keystore keystore.xml --org-code VA1802 --client 96312011219 --software-id 0000123400',
  ],
  async run(context, input) {
    const orgCode = input.required('org-code')
    const foreignOrgCode = input.value('foreign-org-code') ?? (orgCode.toUpperCase() === 'VA1804' ? 'VA1803' : 'VA1804')
    const client = readClient(input)
    const wanted = readCases(input.value('case'), client !== undefined)
    const { endpoint, ca } = await readEndpoint(context, input)
    const credential = await readCredential(context, input)
    const { clock, random } = context
    const options = { credential, orgCode, foreignOrgCode, endpoint, ca, clock, random, ...(client && { client }) }
    return showPlayed(
      { USI: await playUsiCases(wanted, options) },
      'The case bad-password is yours: say in the checklist what your software does with a wrong keystore password.',
    )
  },
}

function readClient(input: CommandInput): { abn: string; softwareId: string } | undefined {
  const [abn, softwareId] = [input.value('client'), input.value('software-id')]
  if (abn === undefined && softwareId === undefined) return undefined
  if (abn === undefined || softwareId === undefined) {
    throw usage(evteUsiCommand, '--client and --software-id go together.')
  }
  return { abn: abn.replaceAll(/\s/g, ''), softwareId }
}

function readCases(wanted: string | undefined, hasClient: boolean): readonly PlayableUsiCase[] {
  if (wanted === undefined) return hasClient ? allCases : playableUsiCases
  const found = allCases.find((id) => id === wanted)
  if (found === undefined) throw usage(evteUsiCommand, `--case takes one of: ${allCases.join(', ')}.`)
  if (!hasClient && (cloudUsiCases as readonly string[]).includes(found)) {
    throw usage(evteUsiCommand, `The case ${found} needs --client and --software-id.`)
  }
  return [found]
}
