import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { UseCaseContext } from '../context.ts'
import { abn, recordId } from '../ram/fields.ts'

export const prepareCredentialInput = z.object({
  abn,
  /** The credential that is to be renewed, if this is a renewal. */
  renews: recordId.optional(),
})
export type PrepareCredentialInput = z.input<typeof prepareCredentialInput>

/** What the page that makes a credential needs to ask. */
export type PreparedCredential = {
  business: { abn: string; name: string }
  /** Fixed when this is a renewal; empty otherwise. */
  name: string
  nameRule: readonly string[]
  /** Names in use, for a hint; at most 50. */
  namesInUse: string[]
  declaration: string
  /** Until when the new credential would be valid, made now. */
  validTo: string
  renews: { id: string; name: string; validTo: string; latestRevocation: string } | null
}

/** Opens the page that makes or renews a credential. Refuses who may not, and a business that must not get one. */
export async function prepareCredential(
  _context: UseCaseContext,
  _input: PrepareCredentialInput,
): Promise<PreparedCredential> {
  throw new MandateError('common.unavailable')
}
