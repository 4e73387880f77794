'use server'

import type { Answer } from '../../../../../components/credentials/create/types.ts'
import {
  type CheckCredentialNameInput,
  type CheckedCredentialName,
  checkCredentialName,
} from '../../../../../lib/domain/credentials/create/check-credential-name.ts'
import {
  type CreateCredentialInput,
  type CreatedCredential,
  createCredential,
} from '../../../../../lib/domain/credentials/create/create-credential.ts'
import { answerScript } from '../../../../support/answer-script.ts'

/** Tells what a name would mean, while the person is still typing the rest. */
export async function checkName(input: CheckCredentialNameInput): Promise<Answer<CheckedCredentialName>> {
  return answerScript((context) => checkCredentialName(context, input))
}

/** Certifies the key that the browser made. */
export async function certify(input: CreateCredentialInput): Promise<Answer<CreatedCredential>> {
  return answerScript((context) => createCredential(context, input))
}
