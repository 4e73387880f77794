import { formatAbn, parseAbn } from '../../../../core/abn.ts'
import { instant } from '../../../../core/clock.ts'
import { readKeystoreFile } from '../../../keystore/open-keystore-file.ts'
import type { SandboxAddress } from '../../../sandbox/ask-sandbox.ts'
import { listTrusted, stopTrusting, type TrustAnswer, trustKeystore } from '../../../sandbox/trust-keystore.ts'
import { usage } from '../../arguments.ts'
import type { Command, CommandResult } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { moment, next, pairs, shellWord } from '../../output.ts'

export const sandboxTrustCommand: Command = {
  name: 'sandbox trust',
  summary: 'Run software with a test keystore that was made elsewhere. Sandbox only.',
  usage: 'FILE | --list | --remove ID',
  positionals: [0, 1],
  options: [
    { name: 'list', meaning: 'Show what the sandbox trusts.' },
    { name: 'remove', value: 'ID', meaning: 'Stop trusting a credential.' },
    ...endpointOptions,
  ],
  notes: [
    'The authority in the file is trusted for the certificates in the file, and for nothing else.',
    'Only certificates are sent. The password is not needed, and the keys stay in the file.',
  ],
  examples: ['npx mandate sandbox trust keystore-usi.xml', 'npx mandate sandbox trust --list'],
  async run(context, input) {
    const [file] = input.positionals
    const removed = input.value('remove')
    const given = [file, removed, input.has('list') || undefined].filter((one) => one !== undefined)
    if (given.length !== 1) throw usage(sandboxTrustCommand, 'Name one keystore file, or --list, or --remove ID.')
    const address = await readEndpoint(context, input)
    if (file !== undefined) return await trust(file, address)
    if (removed === undefined)
      return listed('The sandbox trusts these external credentials.', await listTrusted(address))
    await stopTrusting(removed, address)
    return { text: 'The credential is no longer trusted. Its next request is refused.\n', json: { removed } }
  },
}

async function trust(file: string, address: SandboxAddress): Promise<CommandResult> {
  const answer = await trustKeystore(await readKeystoreFile(file), address)
  const { text, json } = listed('The sandbox now trusts these credentials.', answer)
  // The root in such a file is that of its own authority, so the one of the server has to be named.
  const hint = `npx mandate token --keystore ${shellWord(file)} --ca root.pem --applies-to https://3pt.portal.usi.gov.au/service/v5/usiservice.svc`
  return { text: text + next('Save /pki/root.pem of the sandbox as root.pem, then:', hint), json }
}

function listed(heading: string, answer: TrustAnswer): CommandResult {
  const { credentials, revocation } = answer
  if (credentials.length === 0) return { text: 'The sandbox trusts no external credential.\n', json: answer }
  const blocks = credentials.map(({ id, abn, businessName, name, authority, validTo }) =>
    pairs([
      ['Credential', `${name} (external)`],
      ['Business', `${businessName}, ABN ${formatAbn(parseAbn(abn))}`],
      ['Authority', authority],
      ['Valid until', moment(instant(validTo))],
      ['Id', id],
    ]),
  )
  return { text: `${heading}\n\n${blocks.join('\n\n')}\n\n${revocation}\n`, json: answer }
}
