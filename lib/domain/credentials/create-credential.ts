import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { UseCaseContext } from '../context.ts'
import { abn, declaration, optionalDay, recordId, submissionId } from '../ram/fields.ts'
import { certificateRequest, credentialName } from './fields.ts'

export const createCredentialInput = z.object({
  submissionId,
  abn,
  name: credentialName,
  /** Base64 of the PKCS#10 request (DER) that the browser made; CN is the name, O the ABN. */
  certificateRequest,
  declaration,
  /** The credential that this one renews; the name must stay. */
  renews: recordId.optional(),
  /** First day without the old credential, which is then revoked; today means at once. Left out: it runs out. */
  revokePreviousOn: optionalDay,
})
export type CreateCredentialInput = z.input<typeof createCredentialInput>

export type CreatedCredential = {
  credentialId: string
  name: string
  /** Base64 of DER: the credential's certificate, Sub CA, Root CA. */
  certificates: string[]
  validFrom: string
  validTo: string
}

/**
 * Makes a machine credential: certifies the key whose possession the request proves. The private key never comes here.
 * The serial number is recorded before anything is signed, so that no certificate exists that the database doesn't know.
 *
 * @throws MandateError `certificate-request.*`, `credential.*`, `common.not-allowed`
 */
export async function createCredential(
  _context: UseCaseContext,
  _input: CreateCredentialInput,
): Promise<CreatedCredential> {
  throw new MandateError('common.unavailable')
}
