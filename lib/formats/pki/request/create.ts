import type { Abn } from '../../../core/abn.ts'
import { oid } from '../../der/oids.ts'
import { derBits, derElement, derInteger, derNull, derOid, derSequence } from '../../der/write.ts'
import { encodeName, type SubjectPart } from '../certificate/name.ts'

/** Whom and which key a machine credential is to be certified for, and the hand that signs with that key. */
export type CertificateRequestInput = {
  /** Name of the credential, the CN. */
  name: string
  abn: Abn
  /** SubjectPublicKeyInfo, DER; as `crypto.subtle.exportKey('spki', ...)` gives it. */
  publicKeySpki: Uint8Array
  /** RSASSA-PKCS1-v1_5 with SHA-256 over the given bytes. */
  sign: (tbs: Uint8Array) => Promise<Uint8Array>
}

/**
 * Builds a PKCS#10 request (RFC 2986, DER) with sha256WithRSAEncryption. Runs in the browser.
 *
 * @example
 * await createCertificateRequest({ name, abn, publicKeySpki, sign: async (tbs) =>
 *   new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, tbs)) })
 */
export async function createCertificateRequest(input: CertificateRequestInput): Promise<Uint8Array> {
  const { name, abn, publicKeySpki, sign } = input
  const info = derSequence(
    derInteger(0),
    encodeName(machineSubject(abn, name)),
    publicKeySpki,
    derElement(0xa0), // no attributes; RFC 2986 wants the empty set all the same
  )
  const algorithm = derSequence(derOid(oid.sha256WithRsa), derNull())
  return derSequence(info, algorithm, derBits(await sign(info)))
}

/**
 * Subject of a machine credential.
 *
 * @see docs/wire-formats.md, Certificate profile: C, O (ABN), CN (name), dnQualifier, in this order
 */
export function machineSubject(abn: Abn, name: string): SubjectPart[] {
  return [
    { name: 'C', value: 'AU' },
    { name: 'O', value: abn },
    { name: 'CN', value: name },
    { name: 'dnQualifier', value: 'ABR' },
  ]
}
