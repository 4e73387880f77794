import { chooseCredential, type KitCredential } from '../keystore/credential.ts'
import { openKeystoreFile } from '../keystore/open-keystore-file.ts'
import type { CommandInput, OptionRow } from './command.ts'
import type { CliContext } from './context.ts'
import { passwordOptions, readPassword } from './password.ts'

export const credentialOptions: readonly OptionRow[] = [
  { name: 'keystore', value: 'FILE', meaning: 'Keystore file with the credential.', required: true },
  { name: 'credential', value: 'ID', meaning: 'Which credential, where the file has several.' },
  ...passwordOptions,
]

/** Opens the credential that a command is to use. */
export async function readCredential(context: CliContext, input: CommandInput): Promise<KitCredential> {
  const keystore = await openKeystoreFile(input.required('keystore'), await readPassword(context, input))
  return chooseCredential(keystore, input.value('credential'))
}
