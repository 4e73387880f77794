import { toBase64, utf8 } from '../../core/bytes.ts'

/** What a renewal request by software binds together. */
export type RenewalText = {
  /** When it was made, ISO text in UTC. */
  madeAt: string
  /** PKCS#10 request for the new key, DER. */
  certificateRequest: Uint8Array
  /** Certificate of the current credential, DER. */
  certificate: Uint8Array
}

/**
 * The bytes that the current credential signs (RSASSA-PKCS1-v1_5 with SHA-256) to be renewed by software: a line that
 * says what this is, the moment, the request for the new key, and the current certificate. Runs in the browser.
 *
 * @see docs/wire-formats.md, Renewal by software
 */
export function renewalText({ madeAt, certificateRequest, certificate }: RenewalText): Uint8Array {
  return utf8(['mandate-renewal-1', madeAt, toBase64(certificateRequest), toBase64(certificate), ''].join('\n'))
}
