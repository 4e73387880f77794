import { isoTime } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { claimUris, type VerifiedAssertion } from '../../../formats/saml/index.ts'
import type { TraceRecorder } from '../../mas/trace/trace-recorder.ts'

/** Writes down whose token was opened and verified, and for whom it is. */
export function noteToken(assertion: VerifiedAssertion, relyingParty: 'usi' | 'sbr', trace: TraceRecorder): void {
  const [abn] = assertion.claims.get(claimUris.abn) ?? []
  trace.subject.relyingPartyId = relyingParty
  if (abn !== undefined) trace.subject.abn = abn
  trace.pass('The token could be opened, is signed by a trusted token service, and is for this service and time.', {
    assertion: assertion.id,
    version: assertion.version === 'saml2' ? 'SAML 2.0' : 'SAML 1.1',
    issuer: assertion.issuer,
    subject: assertion.subject,
    audience: assertion.audience,
    notBefore: isoTime(assertion.notBefore),
    notOnOrAfter: isoTime(assertion.notOnOrAfter),
  })
}

/** Type of the claim that a machine credential has. */
const machineCredential = 'ABR_Device'

/**
 * Refuses a token of another kind of credential; gives the type where the token names one.
 *
 * @throws MandateError `usi.credential-type`, `sbr.credential-type`
 */
export function checkCredentialType({ claims }: VerifiedAssertion, service: 'usi' | 'sbr'): string | undefined {
  const [type] = claims.get(claimUris.credentialType) ?? []
  if (type !== undefined && type !== machineCredential) {
    throw new MandateError(`${service}.credential-type`, { type: type.slice(0, 60) })
  }
  return type
}
