import { type CheckedKeystore, checkKeystore, type KeystoreCheck } from '../../../../formats/keystore/check/check.ts'
import { readKeystoreFile } from '../../../keystore/open-keystore-file.ts'
import type { Command } from '../../command.ts'
import { exitCodes } from '../../failure.ts'
import { passwordOptions, readOptionalPassword } from '../../password.ts'

export const keystoreCheckCommand: Command = {
  name: 'keystore check',
  summary: 'Check a keystore file in every point, with its password or without.',
  usage: 'FILE [options]',
  positionals: [1, 1],
  options: [...passwordOptions],
  notes: [
    'Ends with 1 where something is wrong, with 0 where there are warnings only, such as an end within 60 days.',
    'Whether a credential was revoked is not in the file: ask for a token to find out.',
  ],
  examples: ['npx mandate keystore check keystore.xml', 'npx mandate keystore check keystore.xml --json'],
  async run(context, input) {
    const [file = ''] = input.positionals
    const bytes = await readKeystoreFile(file)
    const password = await readOptionalPassword(context, input)
    const checked = await checkKeystore(bytes, { password, now: context.clock.now() })
    return {
      text: `${words[checked.outcome](file)}\n\n${describe(checked)}\n`,
      json: { file, ...checked },
      exitCode: checked.outcome === 'wrong' ? exitCodes.refused : exitCodes.ok,
    }
  },
}

const words: Record<CheckedKeystore['outcome'], (file: string) => string> = {
  right: (file) => `${file} is right in every point.`,
  warning: (file) => `${file} works. There is something to mind.`,
  wrong: (file) => `${file} is not right.`,
}

const marks: Record<KeystoreCheck['outcome'], string> = { right: 'right  ', warning: 'WARNING', wrong: 'WRONG  ' }

function describe({ checks }: CheckedKeystore): string {
  const lines: string[] = []
  let about: string | undefined
  for (const { credential, what, outcome, note } of checks) {
    if (credential !== about) lines.push('', `  ${credential}`)
    about = credential
    lines.push(`  ${marks[outcome]}  ${what}: ${note}`)
  }
  return lines.join('\n')
}
