import { equalBytes } from '../../../../core/bytes.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import type { Certificate } from '../../../../formats/pki/certificate/certificate.ts'
import { onlyAttribute } from '../../../../formats/pki/certificate/name.ts'
import { claimUris, type VerifiedAssertion } from '../../../../formats/saml/index.ts'
import type { TraceRecorder } from '../../../mas/trace/trace-recorder.ts'
import { checkCredentialType } from '../../caller/note-token.ts'

/** What this service needs to know of a token. */
export type SbrClaims = { abn: string; subjectId: string; fingerprint: string; providerAbn: string | undefined }

/** The claims that clients of SBR ask for as mandatory; docs/wire-formats.md, Claims. */
const mandatory = ['abn', 'commonName', 'credentialType', 'subjectId', 'fingerprint'] as const

/**
 * Reads the claims of a token; every one that SBR counts on has to be there.
 *
 * @throws MandateError `sbr.claims-missing`, `sbr.credential-type`
 */
export function checkClaims(assertion: VerifiedAssertion, trace: TraceRecorder): SbrClaims {
  const claim = (name: keyof typeof claimUris) => assertion.claims.get(claimUris[name])?.[0]
  const missing = mandatory.filter((name) => !claim(name)).map((name) => claimUris[name].replace(/^.*\//, ''))
  if (missing.length > 0) throw new MandateError('sbr.claims-missing', { claims: missing.join(', ') })
  checkCredentialType(assertion, 'sbr')
  const read = {
    abn: claim('abn') as string,
    subjectId: claim('subjectId') as string,
    fingerprint: (claim('fingerprint') as string).toLowerCase(),
    providerAbn: claim('providerAbn'),
  }
  trace.pass('The token has every claim that this service needs.', {
    abn: read.abn,
    subject: read.subjectId,
    ...(read.providerAbn && { provider: read.providerAbn }),
  })
  return read
}

/**
 * Refuses a token that was issued to another credential than the one that signed: who holds a token without the key
 * of its credential cannot use it.
 *
 * @throws MandateError `sbr.token-of-other`
 */
export function checkHolder(
  { subject, confirmation }: VerifiedAssertion,
  certificate: Certificate,
  { abn, providerAbn, subjectId, fingerprint }: SbrClaims,
): void {
  const organisation = onlyAttribute(certificate.subject, 'O') ?? ''
  const holder = `ABRD:${organisation}_${onlyAttribute(certificate.subject, 'CN') ?? ''}`
  const isHolder =
    fingerprint === certificate.fingerprints.sha1 &&
    subjectId === holder &&
    subject === holder &&
    organisation === (providerAbn ?? abn) &&
    (confirmation.method !== 'certificate' || equalBytes(confirmation.certificate, certificate.der))
  if (!isHolder) {
    throw new MandateError('sbr.token-of-other', { signer: holder.slice(0, 120), subject: subject.slice(0, 120) })
  }
}
