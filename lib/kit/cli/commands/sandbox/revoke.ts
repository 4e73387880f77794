import { readKeystore } from '../../../../formats/keystore/read.ts'
import { readKeystoreFile } from '../../../keystore/open-keystore-file.ts'
import { revokeSandboxCredential } from '../../../sandbox/revoke-credential.ts'
import type { Command } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { next, shellWord } from '../../output.ts'

export const sandboxRevokeCommand: Command = {
  name: 'sandbox revoke',
  summary: 'Revoke the test credentials of a keystore file. Sandbox only.',
  usage: 'FILE',
  positionals: [1, 1],
  options: endpointOptions,
  notes: [
    'Only credentials that "sandbox credential" made. Those of people are revoked in the portal.',
    'Only fingerprints are sent. The password is not needed.',
  ],
  examples: ['npx mandate sandbox revoke old.xml'],
  async run(context, { positionals: [file = ''], ...input }) {
    const { credentials } = readKeystore(await readKeystoreFile(file))
    const address = await readEndpoint(context, { positionals: [], ...input })
    for (const { leaf } of credentials) await revokeSandboxCredential(leaf, address)
    const revoked = credentials.map(({ id }) => id)
    const hint = next(
      `npx mandate token --keystore ${shellWord(file)} --applies-to https://3pt.portal.usi.gov.au/service/v5/usiservice.svc`,
    )
    return { text: `Revoked, at once and for good: ${revoked.join(', ')}.\n${hint}`, json: { revoked } }
  },
}
