import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { UseCaseContext } from '../context.ts'
import { abn } from '../ram/fields.ts'
import { credentialName } from './fields.ts'
import type { ShownCredentialStatus } from './views.ts'

export const checkCredentialNameInput = z.object({ abn, name: credentialName })
export type CheckCredentialNameInput = z.input<typeof checkCredentialNameInput>

export type CheckedCredentialName = {
  /** As it will stand in the certificate. */
  name: string
  /** Credentials of this business that work under the same name: the new one shares their permissions. */
  sameName: { id: string; status: ShownCredentialStatus; validTo: string; createdByName: string }[]
  /** Names in use that differ only in capital letters. They do not share permissions. */
  similar: string[]
  /** The sentence to show before the credential is made; null when the name is free. */
  warning: string | null
}

/** Tells what a name would mean, before the credential is made. */
export async function checkCredentialName(
  _context: UseCaseContext,
  _input: CheckCredentialNameInput,
): Promise<CheckedCredentialName> {
  throw new MandateError('common.unavailable')
}
