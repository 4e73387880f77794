import { utf8 } from '../../../../core/bytes.ts'
import { changeKeystorePassword } from '../../../../formats/keystore/change-password.ts'
import { parseKeystorePassword } from '../../../../formats/keystore/password.ts'
import { readKeystore } from '../../../../formats/keystore/read.ts'
import { readKeystoreFile } from '../../../keystore/open-keystore-file.ts'
import { replaceFile } from '../../../keystore/write-file.ts'
import type { Command } from '../../command.ts'
import { keystorePassword, newPassword, passwordOptions, readPasswords } from '../../password.ts'

export const keystorePasswordCommand: Command = {
  name: 'keystore password',
  summary: 'Change the password of a keystore file.',
  usage: 'FILE [options]',
  positionals: [1, 1],
  options: [...passwordOptions],
  notes: [
    'Both passwords are asked for; or read with --password-stdin, the old one on the first line and the new one on the second; or taken from MANDATE_KEYSTORE_PASSWORD and MANDATE_NEW_PASSWORD.',
    'The file is replaced in one step. Copies of it keep the old password.',
  ],
  examples: ['npx mandate keystore password keystore.xml'],
  async run(context, input) {
    const [file = ''] = input.positionals
    const bytes = await readKeystoreFile(file)
    readKeystore(bytes)
    const [old = '', fresh = ''] = await readPasswords(context, input, [keystorePassword, newPassword])
    const changed = changeKeystorePassword(bytes, old, parseKeystorePassword(fresh), { random: context.random })
    await replaceFile(file, utf8(changed))
    const count = readKeystore(changed).credentials.length
    return {
      text: `The password of ${file} is changed. Tell your software the new one.\n`,
      json: { file, credentials: count },
    }
  },
}
