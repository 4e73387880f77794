import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { CreatedCredential } from './create-credential.ts'
import { certificateRequest } from './fields.ts'

export const renewBySoftwareInput = z.object({
  certificateRequest,
  /** Base64 of the current credential's certificate (DER). */
  certificate: z.string().max(10_000),
  /** When the request was made, ISO text in UTC; at most five minutes from now. */
  madeAt: z.iso.datetime(),
  /** Base64 of the signature by the current credential's key: RSA with SHA-256 over `renewalText`. */
  signature: z.string().max(2_000),
})
export type RenewBySoftwareInput = z.input<typeof renewBySoftwareInput>

/** Renews a credential at the word of its own key: for servers that nobody watches. */
export async function renewBySoftware(_runtime: Runtime, _input: RenewBySoftwareInput): Promise<CreatedCredential> {
  throw new MandateError('common.unavailable')
}
