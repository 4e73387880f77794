import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { abn } from '../ram/fields.ts'
import type { CreatedCredential } from './create-credential.ts'
import { certificateRequest, credentialName } from './fields.ts'

export const createTestCredentialInput = z.object({ abn, name: credentialName, certificateRequest })
export type CreateTestCredentialInput = z.input<typeof createTestCredentialInput>

/** Makes a machine credential for a test of software, without a person. Sandbox only. */
export async function createTestCredential(
  _runtime: Runtime,
  _input: CreateTestCredentialInput,
): Promise<CreatedCredential> {
  throw new MandateError('common.unavailable')
}
