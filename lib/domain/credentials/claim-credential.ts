import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { UseCaseContext } from '../context.ts'
import { abn, declaration, recordId, submissionId, version } from '../ram/fields.ts'

export const claimCredentialInput = z.object({
  submissionId,
  abn,
  id: recordId,
  version,
  /** The person takes the responsibility for it. */
  declaration,
})
export type ClaimCredentialInput = z.input<typeof claimCredentialInput>

export type ClaimedCredential = { id: string; name: string; custodianName: string }

/** Takes over the care for a credential that nobody looks after. */
export async function claimCredential(
  _context: UseCaseContext,
  _input: ClaimCredentialInput,
): Promise<ClaimedCredential> {
  throw new MandateError('common.unavailable')
}
