import { utf8 } from '../../../../core/bytes.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import { addToKeystore } from '../../../../formats/keystore/add.ts'
import { openCredentialFile } from '../../../../formats/keystore/convert/open-any.ts'
import { readKeystore } from '../../../../formats/keystore/read.ts'
import { readKeystoreFile } from '../../../keystore/open-keystore-file.ts'
import { replaceFile } from '../../../keystore/write-file.ts'
import type { Command } from '../../command.ts'
import { keystorePassword, passwordOptions, readPasswords } from '../../password.ts'

export const keystoreAddCommand: Command = {
  name: 'keystore add',
  summary: 'Add the credentials of another file to a keystore.',
  usage: 'FILE --from OTHER [options]',
  positionals: [1, 1],
  options: [
    { name: 'from', value: 'OTHER', meaning: 'Keystore, PKCS#12 or PEM file to take them from.', required: true },
    { name: 'credential', value: 'ID', meaning: 'Take only this one.' },
    { name: 'replace', meaning: 'Take the place of a credential with the same id.' },
    ...passwordOptions,
  ],
  notes: [
    'The password of OTHER is asked for as well (Enter: the same); with --password-stdin it is on the second line, else in MANDATE_OTHER_PASSWORD. In FILE, all have the password of FILE.',
    'FILE is replaced in one step. What was in it stays as it was; OTHER is not changed.',
  ],
  examples: ['npx mandate keystore add keystore.xml --from keystore-new.xml'],
  async run(context, input) {
    const [file = ''] = input.positionals
    const from = input.required('from')
    const existing = await readKeystoreFile(file)
    readKeystore(existing)
    const other = await readKeystoreFile(from)
    const [password = '', otherPassword = ''] = await readPasswords(context, input, [
      keystorePassword,
      { question: `Password of ${from} (Enter: the same): `, variable: 'MANDATE_OTHER_PASSWORD', orFirst: true },
    ])
    const wanted = input.value('credential')
    const { credentials } = openCredentialFile(other, otherPassword)
    const chosen = credentials.filter(({ id }) => wanted === undefined || id === wanted)
    if (chosen.length === 0) throw new MandateError('keystore.no-such-credential', { id: String(wanted).slice(0, 200) })
    const options = { random: context.random, now: context.clock.now(), replace: input.has('replace') }
    const added = chosen.reduce<Uint8Array>(
      (bytes, credential) => utf8(addToKeystore(bytes, password, credential, options)),
      existing,
    )
    await replaceFile(file, added)
    const ids = chosen.map(({ id }) => id)
    const all = readKeystore(added).credentials.map(({ id }) => id)
    return {
      text: `Added to ${file}: ${ids.join(', ')}.\nIt holds ${all.length} now: ${all.join(', ')}.\n`,
      json: { file, added: ids, credentials: all },
    }
  },
}
