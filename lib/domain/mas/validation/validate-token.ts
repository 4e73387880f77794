import { hash } from 'node:crypto'
import { utf8 } from '../../../core/bytes.ts'
import { isoTime } from '../../../core/clock.ts'
import { describeError, isMandateError, MandateError } from '../../../core/errors/index.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { claimUris, readIssued } from '../../../formats/saml/index.ts'
import { requestTypes, statusType, type TokenRequest, type TokenStatus } from '../../../formats/wstrust/index.ts'
import { parseXml } from '../../../formats/xml/index.ts'
import { checkStanding } from '../decision/check-credential.ts'
import type { Decision } from '../decision/grant.ts'
import type { ValidationPorts } from '../decision/ports.ts'
import type { VerifiedRequest } from '../message/verified-request.ts'
import type { RelyingParty } from '../relying-parties/relying-party.ts'
import { freshness } from '../service-version.ts'
import { type TraceRecorder, traceRecorder } from '../trace/trace-recorder.ts'

/**
 * Answers a relying party that asks whether a token holds: signed by this service, for the party that asks, within its
 * time, and its credential and business still in order. Only the party that a token is for may ask about it; the answer
 * about any other token is that it is not for them. Never throws for a refusal.
 *
 * @see WS-Trust 1.3 section 7; docs/wire-formats.md, Validate
 */
export async function validateToken(verified: VerifiedRequest, ports: ValidationPorts): Promise<Decision> {
  const trace = traceRecorder()
  try {
    const { party, addresses } = findParty(verified, ports, trace)
    const markup = readTarget(verified, trace)
    trace.begin('replay')
    if (!(await ports.acceptOnce(verified.digest, verified.acceptableUntil))) throw new MandateError('mas.replayed')
    trace.pass('The message is used for the first time.', { until: isoTime(verified.acceptableUntil) })
    const status = await statusOf(markup, { party, addresses }, ports, trace)
    return { outcome: 'validated', status, steps: trace.steps, subject: trace.subject }
  } catch (error) {
    if (!isMandateError(error)) throw error
    trace.refuse(error)
    const { code, details } = error
    return { outcome: 'refused', code, details, steps: trace.steps, subject: trace.subject }
  }
}

type Asker = { party: RelyingParty; addresses: readonly string[] }

/** The party is known by the very certificate that tokens for it are encrypted to. */
function findParty({ certificate: der }: VerifiedRequest, ports: ValidationPorts, trace: TraceRecorder): Asker {
  trace.begin('relying-party')
  const found = ports.findRelyingPartyByCertificate(hash('sha256', der, 'hex'))
  const { subject, notBefore, notAfter } = readCertificate(der)
  if (!found) throw new MandateError('mas.validate-not-relying-party', { subject: subject.text.slice(0, 200) })
  const now = ports.now()
  if (now < notBefore || now > notAfter) {
    throw new MandateError('certificate.expired', { subject: subject.text, date: isoTime(notAfter) })
  }
  trace.subject.relyingPartyId = found.party.id
  trace.pass('The message was signed by a service that accepts our tokens.', { service: found.party.name })
  return found
}

/** Nobody has to be borne with here, so the question itself has to be signed. */
function readTarget({ request, signedBody }: VerifiedRequest, trace: TraceRecorder): string {
  trace.begin('request')
  if (!signedBody) throw new MandateError('mas.validate-not-signed')
  checkRequest(request)
  if (request.validateTarget === undefined) throw new MandateError('mas.validate-target', { what: 'there is no token' })
  if (/^<(\w+:)?Encrypted/.test(request.validateTarget)) {
    throw new MandateError('mas.validate-target', { what: 'it is encrypted' })
  }
  trace.pass('The question is signed, and is about one token.')
  return request.validateTarget
}

function checkRequest({ requestType, tokenType }: TokenRequest): void {
  if (requestType !== requestTypes.validate) {
    throw new MandateError('mas.request-type', { type: requestType.slice(0, 120) })
  }
  if (tokenType !== undefined && tokenType !== statusType) {
    throw new MandateError('mas.validate-status-only', { type: tokenType.slice(0, 120) })
  }
}

async function statusOf(
  markup: string,
  { addresses }: Asker,
  ports: ValidationPorts,
  trace: TraceRecorder,
): Promise<TokenStatus> {
  trace.begin('token')
  try {
    const { parts, audience } = readIssued(parseXml(utf8(markup), targetLimits), {
      signers: ports.tokenSigners(),
      audiences: addresses,
      now: ports.now(),
      skew: freshness.skew,
      allowSha1: ports.allowsSha1,
    })
    const [abn] = parts.claims.get(claimUris.abn) ?? []
    const [tokenTraceId] = parts.claims.get(claimUris.trace) ?? []
    if (abn !== undefined) trace.subject.abn = abn
    if (tokenTraceId !== undefined) trace.subject.tokenTraceId = tokenTraceId
    trace.pass('The token was issued here, for the service that asks, and is within its time.', {
      assertion: parts.id,
      audience,
      subject: parts.subject,
      notOnOrAfter: isoTime(parts.notOnOrAfter),
    })
    await checkHolder(tokenTraceId, ports, trace)
    return { valid: true, reason: 'The token is valid.' }
  } catch (error) {
    if (!isMandateError(error) || error.code === 'common.unavailable') throw error
    const { happened } = describeError(error)
    trace.note(`The answer is "invalid": ${happened}`)
    return { valid: false, reason: `${happened} (${error.code})` }
  }
}

const targetLimits = { bytes: 64 * 1024, depth: 24, nodes: 2_000 }

/** What became of credential and business since the token was issued. */
async function checkHolder(tokenTraceId: string | undefined, ports: ValidationPorts, trace: TraceRecorder) {
  trace.begin('credential')
  const credential = tokenTraceId === undefined ? undefined : await ports.findCredentialOfToken(tokenTraceId)
  if (!credential) {
    trace.note('Its request is no longer in our record, so the token counts by its signature and time alone.')
    return
  }
  checkStanding(credential, credential.name)
  trace.pass(`The credential "${credential.name}" is still good.`, { status: credential.standing.status })
  trace.begin('business')
  if (await ports.isCancelled(credential.abn)) {
    throw new MandateError('mas.business-cancelled', { abn: credential.abn })
  }
  trace.pass(`The business ${credential.abn} is current in the business register.`, { name: credential.businessName })
}
