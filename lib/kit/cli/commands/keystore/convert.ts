import type { Clock } from '../../../../core/clock.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import type { Random } from '../../../../core/random.ts'
import { type OpenedCredential, openCredentialFile } from '../../../../formats/keystore/convert/open-any.ts'
import { writeCredentialPem } from '../../../../formats/keystore/convert/write-pem.ts'
import { parseKeystorePassword } from '../../../../formats/keystore/password.ts'
import { sealKeystore } from '../../../../formats/keystore/seal.ts'
import { writePkcs12 } from '../../../../formats/pki/pkcs12/write.ts'
import { readKeystoreFile } from '../../../keystore/open-keystore-file.ts'
import { refuseExisting, writeNewFile } from '../../../keystore/write-file.ts'
import { usage } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { pairs } from '../../output.ts'
import { keystorePassword, newPassword, passwordOptions, readPasswords } from '../../password.ts'

const targets = ['keystore', 'pkcs12', 'pkcs12-legacy', 'pem'] as const
type Target = (typeof targets)[number]

export const keystoreConvertCommand: Command = {
  name: 'keystore convert',
  summary: 'Convert between keystore, PKCS#12 (.p12, .pfx) and PEM, in every direction.',
  usage: 'FILE --to FORMAT --out FILE [options]',
  positionals: [1, 1],
  options: [
    { name: 'to', value: 'FORMAT', meaning: `${targets.join(', ')}.`, required: true },
    { name: 'out', value: 'FILE', meaning: 'File to write. Never overwritten.', required: true },
    { name: 'credential', value: 'ID', meaning: 'Which credential, where the file has several.' },
    { name: 'new-password', meaning: 'Give the new file another password; it is asked for as well.' },
    { name: 'plain-key', meaning: 'PEM only: leave the private key readable, for software that takes no password.' },
    ...passwordOptions,
  ],
  notes: [
    'The format of FILE is found by itself. The new file has the same password unless --new-password is there: then with --password-stdin the second line is the new one, else MANDATE_NEW_PASSWORD.',
    'pkcs12 is encrypted with AES-256 and SHA-256; pkcs12-legacy with triple DES and SHA-1, for software of before 2018.',
  ],
  examples: [
    'npx mandate keystore convert keystore.xml --to pkcs12 --out credential.p12',
    'npx mandate keystore convert credential.p12 --to keystore --out keystore.xml',
  ],
  async run(context, input) {
    const [file = ''] = input.positionals
    const out = input.required('out')
    const target = readTarget(input.required('to'))
    const isPlain = input.has('plain-key')
    if (isPlain && target !== 'pem') throw usage(keystoreConvertCommand, '--plain-key is for --to pem only.')
    await refuseExisting(out)
    const bytes = await readKeystoreFile(file)
    const wanted = input.has('new-password') ? [keystorePassword, newPassword] : [keystorePassword]
    const [password = '', fresh = password] = await readPasswords(context, input, wanted)
    const { format, credentials } = openCredentialFile(bytes, password)
    const chosen = choose(credentials, input.value('credential'), target)
    await writeNewFile(out, write(target, chosen, { ...context, password: fresh, isPlain }))
    const ids = chosen.map(({ id }) => id)
    const warning = isPlain ? '\nWhoever reads this file can use the credential. Guard it.\n' : ''
    return {
      text: `${file} is converted.\n\n${pairs([
        ['File', out],
        ['Format', `${format} to ${target}`],
        ['Credential', ids.join(', ')],
      ])}\n${warning}`,
      json: { file, out, from: format, to: target, credentials: ids },
    }
  },
}

function readTarget(text: string): Target {
  const target = targets.find((one) => one === text)
  if (target === undefined) throw usage(keystoreConvertCommand, `--to takes one of ${targets.join(', ')}.`)
  return target
}

/** A keystore can hold all of them; the other formats hold one, as readers of them expect. */
function choose(credentials: OpenedCredential[], id: string | undefined, target: Target): OpenedCredential[] {
  if (id === undefined) {
    if (target === 'keystore' || credentials.length === 1) return credentials
    const ids = credentials.map((one) => one.id).join(', ')
    throw new MandateError('kit.several-credentials', { count: credentials.length, ids })
  }
  const chosen = credentials.find((one) => one.id === id)
  if (chosen === undefined) throw new MandateError('keystore.no-such-credential', { id: id.slice(0, 200) })
  return [chosen]
}

function write(
  target: Target,
  credentials: OpenedCredential[],
  { password, isPlain, random, clock }: { password: string; isPlain: boolean; random: Random; clock: Clock },
): string | Uint8Array {
  if (target === 'keystore') {
    return sealKeystore({ credentials, password: parseKeystorePassword(password), random, now: clock.now() })
  }
  const only = credentials[0] as OpenedCredential
  if (target === 'pem') return writeCredentialPem(only, { password: isPlain ? undefined : password, random })
  const encryption = target === 'pkcs12' ? 'modern' : 'legacy'
  return writePkcs12({ ...only, friendlyName: only.id, password, encryption, random })
}
