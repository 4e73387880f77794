import { fromBase64 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Certificate } from '../../../formats/pki/certificate/certificate.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'

/** Certificates by the text in which clients send them, so that one is parsed once. Says nothing about trust. */
export type SenderCertificates = {
  /**
   * @param text base64 of DER
   * @throws MandateError `mas.certificate-missing`, `certificate.malformed`
   */
  read(text: string): Certificate
}

/** @param kept how many are remembered at most; the oldest goes first */
export function senderCertificates(kept = 10_000): SenderCertificates {
  const known = new Map<string, Certificate>()
  return {
    read(text) {
      const remembered = known.get(text)
      if (remembered) return remembered
      const der = fromBase64(text)
      if (!der) throw new MandateError('mas.certificate-missing')
      const certificate = readCertificate(der)
      const oldest = known.size < kept ? undefined : known.keys().next().value
      if (oldest !== undefined) known.delete(oldest)
      known.set(text, certificate)
      return certificate
    },
  }
}
