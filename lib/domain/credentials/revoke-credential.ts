import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { UseCaseContext } from '../context.ts'
import { abn, declaration, recordId, submissionId, version } from '../ram/fields.ts'
import { revocationChoices } from './views.ts'

export const revokeCredentialInput = z.object({
  submissionId,
  abn,
  id: recordId,
  version,
  reason: z.enum(
    revocationChoices.map(({ reason }) => reason),
    { error: 'Choose why the credential is revoked.' },
  ),
  /** The person understands that it cannot be undone. */
  declaration,
})
export type RevokeCredentialInput = z.input<typeof revokeCredentialInput>

export type RevokedCredential = { id: string; name: string; revokedAt: string }

/** Revokes a credential, at once and for good. */
export async function revokeCredential(
  _context: UseCaseContext,
  _input: RevokeCredentialInput,
): Promise<RevokedCredential> {
  throw new MandateError('common.unavailable')
}
