import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { UseCaseContext } from '../context.ts'
import { abn, recordId } from '../ram/fields.ts'
import type { CredentialView } from './views.ts'

export const viewCredentialInput = z.object({ abn, id: recordId })
export type ViewCredentialInput = z.input<typeof viewCredentialInput>

/** One machine credential with everything about it. */
export async function viewCredential(_context: UseCaseContext, _input: ViewCredentialInput): Promise<CredentialView> {
  throw new MandateError('common.unavailable')
}
