import { formatAbn, parseAbn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { parseKeystorePassword } from '../../../formats/keystore/password.ts'
import { readKeystore } from '../../../formats/keystore/read.ts'
import { sealKeystore } from '../../../formats/keystore/seal.ts'
import { refuseExisting, writeNewFile } from '../../keystore/write-file.ts'
import { createSandboxCredential } from '../../sandbox/create-credential.ts'
import type { Command } from '../command.ts'
import { endpointOptions, readEndpoint } from '../endpoint.ts'
import { away, moment, next, pairs, shellWord } from '../output.ts'
import { passwordNote, passwordOptions, readPassword } from '../password.ts'

export const sandboxCredentialCommand: Command = {
  name: 'sandbox credential',
  summary: 'Make a test credential without a browser. Sandbox only.',
  usage: '--abn ABN --name NAME --out FILE [options]',
  options: [
    { name: 'abn', value: 'ABN', meaning: 'Business of the sandbox that the credential is for.', required: true },
    { name: 'name', value: 'NAME', meaning: 'Name of the credential.', required: true },
    { name: 'out', value: 'FILE', meaning: 'Keystore file to write. Never overwritten.', required: true },
    ...passwordOptions,
    ...endpointOptions,
  ],
  notes: [
    `${passwordNote} Here it is the new password, with the rule of all keystores: 10 or more characters with capital and small letters, a number and a special character.`,
    'The private key is made on this machine and leaves it only inside the encrypted file.',
  ],
  examples: [
    'npx mandate sandbox credential --abn 27809366375 --name build-server --out keystore.xml',
    'npx mandate sandbox credential --abn 27809366375 --name ci --out ci.xml --json',
  ],
  async run(context, input) {
    const abn = parseAbn(input.required('abn'))
    const name = input.required('name')
    const file = input.required('out')
    await refuseExisting(file)
    const { endpoint, ca } = await readEndpoint(context, input)
    const password = parseKeystorePassword(await readPassword(context, input, { isNew: true }))
    const credential = await createSandboxCredential({ abn, name, endpoint, ca })
    const { random, clock } = context
    const now = clock.now()
    const sealed = sealKeystore({ credentials: [credential], password, random, now })
    await writeNewFile(file, sealed)
    const [made] = readKeystore(sealed).credentials
    if (made === undefined) throw new MandateError('keystore.no-credentials')
    const rows = pairs([
      ['File', file],
      ['Credential', made.id],
      ['Business', formatAbn(abn)],
      ['Valid until', `${moment(made.notAfter)} (${away(made.notAfter, now)})`],
    ])
    return {
      text: `The credential is made. Only this file and its password can use it.\n\n${rows}\n${next(
        `npx mandate token --keystore ${shellWord(file)} --applies-to https://3pt.portal.usi.gov.au/service/v5/usiservice.svc`,
      )}`,
      json: {
        file,
        id: made.id,
        abn,
        name: made.name1,
        serialNumber: made.serialNumber,
        notAfter: new Date(made.notAfter).toISOString(),
      },
    }
  },
}
