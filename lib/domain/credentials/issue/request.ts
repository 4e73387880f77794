import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { onlyAttribute } from '../../../formats/pki/certificate/name.ts'
import { readCertificateRequest, type VerifiedCertificateRequest } from '../../../formats/pki/request/read.ts'
import type { CredentialName } from '../rules/credential-name.ts'

/**
 * Reads a certificate request and holds it against what the person entered. The certificate gets its names from what
 * was entered; a request that says something else was made for something else, so it is refused.
 *
 * @throws MandateError `certificate-request.*`
 */
export function readMatchingRequest(
  der: Uint8Array,
  { abn, name }: { abn: Abn; name: CredentialName },
): VerifiedCertificateRequest {
  const request = readCertificateRequest(der)
  if (onlyAttribute(request.subject, 'CN') !== name) {
    throw new MandateError('certificate-request.subject', { what: 'its CN is not the name of the credential' })
  }
  if (onlyAttribute(request.subject, 'O') !== abn) {
    throw new MandateError('certificate-request.subject', { what: 'its O is not the ABN of the business' })
  }
  return request
}
