import { hour, type Instant, instant } from '../../../core/clock.ts'
import { isMandateError } from '../../../core/errors/index.ts'
import { sameName } from '../../../formats/pki/certificate/name.ts'
import { buildOcspRefusal, buildOcspResponse, type OcspStatus } from '../../../formats/pki/ocsp/build-response.ts'
import { isAboutIssuer, type OcspRequest, readOcspRequest } from '../../../formats/pki/ocsp/read-request.ts'
import type { Authority, SubAuthority } from '../../../platform/authority/authority.ts'
import { timeWith } from '../../../platform/clock/business-clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { stateAt } from '../rules/lifecycle.ts'
import { listReasons } from './revoked-serials.ts'

/** An OCSP answer, DER. `freshFor`: seconds for which a cache may keep it. */
export type StatusAnswer = { der: Uint8Array; freshFor: number }

export type StatusResponder = {
  /** Answers an OCSP request (DER). Whatever comes in, an OCSP answer goes out. */
  answer(request: Uint8Array): Promise<StatusAnswer>
}

const validFor = hour
const keptFor = hour / 2
const mostKept = 10_000

/** A signed answer that is good for everybody who asks the same thing without a nonce. */
type Kept = StatusAnswer & { status: string; madeAt: Instant }

/**
 * Answers for the status of certificates in the name of the Sub CA that issued them (RFC 6960). The status is looked up each time; the
 * signature is made anew only where it changed, half an hour went by, or the client wants its nonce in it.
 */
export function openStatusResponder(runtime: Pick<Runtime, 'store' | 'clock'>, authority: Authority): StatusResponder {
  const kept = new Map<string, Kept>()

  return {
    async answer(bytes) {
      let request: OcspRequest
      try {
        request = readOcspRequest(bytes)
      } catch (error) {
        if (!isMandateError(error)) throw error
        return { der: buildOcspRefusal('malformedRequest'), freshFor: 0 }
      }
      const sub = authority
        .subs()
        .find(({ certificate }) => request.certificates.every((question) => isAboutIssuer(question, certificate)))
      if (sub === undefined) return { der: buildOcspRefusal('unauthorized'), freshFor: 0 }
      return await answerOurs(request, sub)
    },
  }

  async function answerOurs(request: OcspRequest, sub: SubAuthority): Promise<StatusAnswer> {
    const now = runtime.clock.now()
    const answers = await Promise.all(
      request.certificates.map(async (question) => ({
        question,
        status: await statusOf(question.serialHex, sub, now),
      })),
    )
    const single = answers.length === 1 && request.nonce === undefined ? answers[0] : undefined
    const key = single && `${sub.number}/${single.question.hashAlgorithm}/${single.question.serialHex}`
    const status = JSON.stringify(answers.map((answer) => answer.status))
    const known = key === undefined ? undefined : kept.get(key)
    if (known !== undefined && known.status === status && now >= known.madeAt && now - known.madeAt < keptFor) {
      return known
    }
    const der = await buildOcspResponse({
      answers,
      producedAt: now,
      thisUpdate: now,
      nextUpdate: instant(now + validFor),
      ...(request.nonce ? { nonce: request.nonce } : {}),
      responder: authority.ocsp(sub.number),
    })
    const answer = { der, freshFor: request.nonce === undefined ? 60 : 0 }
    if (key !== undefined) {
      kept.delete(key)
      kept.set(key, { ...answer, status, madeAt: now })
      if (kept.size > mostKept) kept.delete(kept.keys().next().value as string)
    }
    return answer
  }

  async function statusOf(serialHex: string, sub: SubAuthority, now: Instant): Promise<OcspStatus> {
    const row = await runtime.store.credential.findUnique({
      where: { serial: serialHex },
      include: { business: { select: { clockOffsetMs: true } } },
    })
    if (row === null || row.sub !== sub.number) {
      const own = authority
        .ownCertificates()
        .find(
          ({ certificate: { serial, issuer } }) =>
            serial.hex === serialHex && sameName(issuer, sub.certificate.subject),
        )
      if (own?.revokedAt === undefined) return { status: own ? 'good' : 'unknown' }
      return { status: 'revoked', revokedAt: own.revokedAt, reason: 'keyCompromise' }
    }
    const state = stateAt(row, timeWith(runtime.clock, row.business.clockOffsetMs).now)
    if (state.status === 'issuing') return { status: 'unknown' }
    if (state.status !== 'revoked') return { status: 'good' }
    return { status: 'revoked', revokedAt: instant(Math.min(state.at, now)), reason: listReasons[state.reason] }
  }
}
