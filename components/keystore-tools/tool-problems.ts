import { checkKeystorePassword } from '../../lib/formats/keystore/password-rule.ts'
import type { NewPasswordValue } from '../credentials/create/new-password.tsx'
import type { ChosenFile } from './choose-file.ts'
import type { Target, Task } from './tasks.ts'

/** What a person has entered so far. */
export type EnteredTool = {
  task: Task
  password: string
  fresh: NewPasswordValue
  wantsNewPassword: boolean
  target: Target
  credentialId: string | undefined
  other: File | undefined
  otherPassword: string
  replace: boolean
}

/** True where the outcome gets a password of its own. */
export function getsNewPassword({ task, wantsNewPassword, target }: EnteredTool): boolean {
  return task === 'password' || (task === 'convert' && wantsNewPassword && target !== 'pem-plain')
}

/** What is missing or wrong, by field, before anything is opened. */
export function problemsOf(file: ChosenFile, entered: EnteredTool): Record<string, string> {
  const wrong: Record<string, string> = {}
  const { task, password, fresh } = entered
  if (task === 'add' && entered.other === undefined) wrong.other = 'Choose the file with the credential to add.'
  const mayBeOpen = file.format === 'pem' || (task === 'check' && file.format === 'keystore')
  if (password === '' && !mayBeOpen) wrong.current = `Enter the password of ${file.name}.`
  if (getsNewPassword(entered)) {
    const broken = checkKeystorePassword(fresh.password).filter(({ met }) => !met)
    if (fresh.password === '') wrong.password = 'Enter the new password.'
    else if (broken.length > 0)
      wrong.password = `The password needs: ${broken.map(({ rule }) => rule.text).join(', ')}.`
    if (fresh.repeated !== fresh.password) {
      wrong.repeated = 'The two passwords are not the same. Enter the second one again.'
    }
  } else if (task === 'convert' && entered.target !== 'pem-plain' && password === '') {
    wrong.current = 'Enter a password: the new file is encrypted with it.'
  }
  return wrong
}
