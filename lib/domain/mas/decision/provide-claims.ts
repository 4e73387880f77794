import type { Abn } from '../../../core/abn.ts'
import { isoTime } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { type AssertionClaim, claimUris } from '../../../formats/saml/index.ts'
import type { ClaimRequest } from '../../../formats/wstrust/index.ts'
import type { Sender } from './check-credential.ts'

/** Of whom the claims speak: the sender, and the business for which the token will speak. */
export type ClaimSubject = Sender & { abn: Abn }

/**
 * Every claim that this service knows, and its value; `undefined` where a machine credential has none. Values are in
 * our own choice of form where nothing is public.
 *
 * @see docs/wire-formats.md, Claims
 */
const knownClaims: Readonly<Record<string, (subject: ClaimSubject) => string | undefined>> = {
  [claimUris.abn]: ({ abn }) => abn,
  [claimUris.commonName]: ({ credential }) => credential.name,
  [claimUris.credentialType]: () => 'ABR_Device',
  [claimUris.subjectId]: subjectIdOf,
  [claimUris.nameIdentifier]: subjectIdOf,
  [claimUris.fingerprint]: ({ certificate }) => certificate.fingerprints.sha1,
  // Revocation is read from our own record for each request, never from a list that can be stale.
  [claimUris.staleCrlMinutes]: () => '0',
  [claimUris.subjectDn]: ({ certificate }) => certificate.subject.text,
  [claimUris.issuerDn]: ({ certificate }) => certificate.issuer.text,
  [claimUris.notAfterDate]: ({ certificate }) => isoTime(certificate.notAfter),
  [claimUris.certificateSerialNumber]: ({ certificate }) => certificate.serial.decimal,
  [claimUris.personId]: () => undefined,
  [claimUris.givenNames]: () => undefined,
  [claimUris.surname]: () => undefined,
  [claimUris.emailAddress]: () => undefined,
  [claimUris.credentialAdministrator]: () => undefined,
  [claimUris.previousSubject]: () => undefined,
}

/** What a token carries when the client asks for nothing in particular. */
const usualClaims: readonly ClaimRequest[] = [
  claimUris.abn,
  claimUris.commonName,
  claimUris.credentialType,
  claimUris.subjectId,
  claimUris.fingerprint,
].map((uri) => ({ uri, optional: true, value: undefined }))

/**
 * The values of the claims that were asked for. Optional claims that are not known, or have no value, are left out.
 *
 * @throws MandateError `mas.claim-unknown`, `mas.claim-unavailable`
 */
export function provideClaims(asked: readonly ClaimRequest[], subject: ClaimSubject): AssertionClaim[] {
  const provided = new Map<string, AssertionClaim>()
  for (const claim of asked.length > 0 ? asked : usualClaims) {
    const value = provide(claim, subject)
    if (value !== undefined) provided.set(claim.uri, { uri: claim.uri, values: [value] })
  }
  return [...provided.values()]
}

function provide({ uri, optional, value: wanted }: ClaimRequest, subject: ClaimSubject): string | undefined {
  const known = Object.hasOwn(knownClaims, uri) ? knownClaims[uri] : undefined
  if (!known) {
    if (optional) return undefined
    throw new MandateError('mas.claim-unknown', { claim: uri.slice(0, 160) })
  }
  const value = known(subject)
  if (value !== undefined && (!wanted || wanted === value)) return value
  if (optional) return undefined
  const why = value === undefined ? 'a machine credential has no such value' : `its value is "${value}"`
  throw new MandateError('mas.claim-unavailable', { claim: uri.slice(0, 160), why })
}

/** The name of the subject: the id that the credential has in its keystore file. */
export function subjectIdOf({ credential }: Sender): string {
  return `ABRD:${credential.abn}_${credential.name}`
}
