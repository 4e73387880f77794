import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { declaration, submissionId } from '../fields.ts'
import { draftFields } from './authorisation-input.ts'

export const createAuthorisationInput = z.object({ submissionId, ...draftFields, declaration })
export type CreateAuthorisationInput = z.input<typeof createAuthorisationInput>

/** `codeExpiresAt` is an ISO moment by the business's clock. The code itself is only in the mail. */
export type CreateAuthorisationResult = {
  id: string
  abn: string
  email: string
  fullName: string
  codeExpiresAt: string
}

/** Authorises a person to act for a business: sends them a request that they have to accept. */
export async function createAuthorisation(
  _context: UseCaseContext,
  _input: CreateAuthorisationInput,
): Promise<CreateAuthorisationResult> {
  throw new MandateError('common.unavailable')
}
