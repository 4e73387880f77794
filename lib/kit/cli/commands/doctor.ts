import { defaultAppliesTo, examine } from '../../doctor/examine.ts'
import type { Finding, FindingOutcome, FindingSubject } from '../../doctor/finding.ts'
import type { Command } from '../command.ts'
import { credentialOptions } from '../credential.ts'
import { endpointOptions, readEndpoint } from '../endpoint.ts'
import { exitCodes } from '../failure.ts'
import { pairs } from '../output.ts'
import { readPassword } from '../password.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Find what is wrong between this machine and the service, and how to mend it.',
  usage: '[--keystore FILE] [options]',
  options: [
    ...credentialOptions.map(({ required: _, ...row }) => row),
    { name: 'applies-to', value: 'URI', meaning: `Service to ask a token for. Default: ${defaultAppliesTo}.` },
    ...endpointOptions,
  ],
  notes: [
    'Looks at address, proxy settings, name, port, trust and clock; with a keystore also at the file, its password and dates, and asks for a real token, which tells whether the credential was revoked and the service is known.',
    'Ends with 1 where something is bad.',
  ],
  examples: ['npx mandate doctor', 'npx mandate doctor --keystore keystore.xml', 'npx mandate doctor --json'],
  async run(context, input) {
    const { endpoint, ca } = await readEndpoint(context, input)
    const file = input.value('keystore')
    const keystore =
      file === undefined
        ? undefined
        : { file, password: await readPassword(context, input), id: input.value('credential') }
    const { clock, random, env } = context
    const findings = await examine({ endpoint, ca, keystore, appliesTo: input.value('applies-to'), env, clock, random })
    const isBad = findings.some(({ outcome }) => outcome === 'bad')
    return {
      text: `${describe(findings)}\n\n${isBad ? 'Something is bad: mend it from the top.' : 'Nothing is bad.'}\n`,
      json: { ok: !isBad, findings },
      exitCode: isBad ? exitCodes.refused : exitCodes.ok,
    }
  },
}

function describe(findings: readonly Finding[]): string {
  return pairs(
    findings.flatMap(({ subject, outcome, sentence, remedy }): [string, string][] => [
      [`${marks[outcome]}  ${names[subject]}`, sentence],
      ...(remedy === null ? [] : ([['', `-> ${remedy}`]] as [string, string][])),
    ]),
  )
}

const marks: Record<FindingOutcome, string> = {
  good: 'good   ',
  warning: 'WARNING',
  bad: 'BAD    ',
  skipped: 'skipped',
}

const names: Record<FindingSubject, string> = {
  address: 'Address',
  proxy: 'Proxy',
  name: 'Name',
  connection: 'Connection',
  trust: 'Trust',
  service: 'Service',
  clock: 'Clock',
  keystore: 'Keystore',
  token: 'Token',
}
