import type { Instant } from '../../../core/clock.ts'
import { oid } from '../../der/oids.ts'
import {
  derElement,
  derElementOf,
  derEnumerated,
  derExplicit,
  derGeneralizedTime,
  derImplicit,
  derOctets,
  derOid,
  derSequence,
} from '../../der/write.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { type RevocationReason, revocationReasons } from '../crl/entry.ts'
import { encodeExtension, keyIdOf } from '../issue/extensions.ts'
import { signedDer } from '../issue/signed.ts'
import type { Signer } from '../issue/signer.ts'
import type { OcspCertId } from './read-request.ts'

/** What is known about one certificate. `unknown` for one that the authority did not issue. */
export type OcspStatus =
  | { status: 'good' }
  | { status: 'unknown' }
  | { status: 'revoked'; revokedAt: Instant; reason: RevocationReason }

/** An answer that is to be signed. */
export type OcspResponseInput = {
  answers: readonly { question: OcspCertId; status: OcspStatus }[]
  producedAt: Instant
  thisUpdate: Instant
  nextUpdate: Instant
  /** Value of the nonce as it came; absent answers can be made ahead and kept. */
  nonce?: Uint8Array
  /** A delegated signer (its certificate goes along) or the authority itself. */
  responder: { certificate: Certificate; signer: Signer }
}

/**
 * Builds and signs an OCSP answer (DER, RFC 6960 section 4.2), the responder named by its key.
 *
 * @throws MandateError `certificate.signer-failed`
 */
export async function buildOcspResponse(input: OcspResponseInput): Promise<Uint8Array> {
  const { answers, producedAt, nonce, responder } = input
  const { certificate, signer } = responder
  const responses = answers.map(({ question, status }) =>
    derSequence(
      question.der,
      encodeStatus(status),
      derGeneralizedTime(input.thisUpdate),
      derExplicit(0, derGeneralizedTime(input.nextUpdate)),
    ),
  )
  const tbs = derSequence(
    derExplicit(2, derOctets(certificate.subjectKeyId ?? keyIdOf(certificate.spki))),
    derGeneralizedTime(producedAt),
    derElementOf(0x30, responses),
    ...(nonce ? [derExplicit(1, derSequence(encodeExtension(oid.ocspNonce, false, nonce)))] : []),
  )
  const basic = await signedDer(tbs, signer, [derExplicit(0, derSequence(certificate.der))])
  return derSequence(derEnumerated(0), derExplicit(0, derSequence(derOid(oid.ocspBasicResponse), derOctets(basic))))
}

/** Refusals that need no signature, RFC 6960 section 4.2.1. */
const refusals = { malformedRequest: 1, internalError: 2, tryLater: 3, sigRequired: 5, unauthorized: 6 } as const

/** An answer (DER) that says why there is none. */
export function buildOcspRefusal(reason: keyof typeof refusals): Uint8Array {
  return derSequence(derEnumerated(refusals[reason]))
}

function encodeStatus(status: OcspStatus): Uint8Array {
  if (status.status === 'good') return derImplicit(0, new Uint8Array())
  if (status.status === 'unknown') return derImplicit(2, new Uint8Array())
  const number = revocationReasons[status.reason]
  return derElement(
    0xa1,
    derGeneralizedTime(status.revokedAt),
    ...(number === 0 ? [] : [derExplicit(0, derEnumerated(number))]),
  )
}
