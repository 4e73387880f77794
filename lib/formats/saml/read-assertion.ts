import type { KeyObject } from 'node:crypto'
import { equalBytes, fromBase64 } from '../../core/bytes.ts'
import { type Instant, isoTime } from '../../core/clock.ts'
import { hasCode, MandateError } from '../../core/errors/index.ts'
import { normaliseAddress } from '../../core/service-address.ts'
import { childrenOf, descendants, namespaces, textOf, type XmlDocument, type XmlElement } from '../xml/index.ts'
import { algorithms, signedElement, type VerifiedSignature, verifySignature } from '../xmldsig/index.ts'
import type { Confirmation, SamlVersion, VerifiedAssertion } from './assertion.ts'
import { type AssertionParts, readSaml1 } from './read-saml1.ts'
import { readSaml2 } from './read-saml2.ts'

/** Which assertions hold. */
export type IssuePolicy = {
  /** Token services that are trusted: certificate (DER) and its public key. */
  signers: readonly { certificate: Uint8Array; publicKey: KeyObject }[]
  /** Addresses of the relying party; letter case and a trailing slash make no difference. */
  audiences: readonly string[]
  now: Instant
  /** Difference of clocks that is forgiven, ms. */
  skew: number
  /** Accept SHA-1 signatures, as S007v1.2 makes them. */
  allowSha1?: boolean
}

/** What a relying party accepts. */
export type AssertionPolicy = IssuePolicy & {
  /** Opens the proof key of a holder-of-key assertion. */
  privateKey: KeyObject
  confirmations: readonly Confirmation['method'][]
}

/**
 * Verifies and reads an assertion that was decrypted: signed as a whole by a trusted token service, for this relying
 * party, within its time, with a confirmation that is accepted. Nothing is read before the signature holds, and only
 * from the element that it covers.
 *
 * @throws MandateError `saml.*`, `xmldsig.*`, `xmlenc.cannot-decrypt`
 * @see SAML 2.0 core section 2; SAML 1.1 core section 2
 */
export function readAssertion(document: XmlDocument, policy: AssertionPolicy): VerifiedAssertion {
  const { parts, version, audience } = readIssued(document, policy)
  const confirmation = parts.readConfirmation(policy.privateKey)
  if (!policy.confirmations.includes(confirmation.method)) {
    throw new MandateError('saml.confirmation', { method: confirmation.method })
  }
  const { id, issuer, subject, notBefore, notOnOrAfter, claims } = parts
  const read = { version, id, issuer, subject, audience, notBefore, notOnOrAfter, confirmation, claims }
  return read as unknown as VerifiedAssertion
}

/** An assertion that a trusted token service issued for an audience and this moment; who may use it is not part of it. */
export type IssuedAssertion = {
  version: SamlVersion
  audience: string
  parts: AssertionParts
}

/**
 * Verifies and reads what the token service vouches for in an assertion, without the key of the relying party.
 *
 * @throws MandateError `saml.*`, `xmldsig.*`
 */
export function readIssued(document: XmlDocument, policy: IssuePolicy): IssuedAssertion {
  const { root } = document
  const version = root.ns === namespaces.saml2 ? 'saml2' : 'saml1'
  if (root.local !== 'Assertion' || root.ns !== namespaces[version]) {
    throw new MandateError('saml.malformed', { problem: 'there is no Assertion' })
  }
  const assertion = verifyWhole(document, policy)
  const parts = version === 'saml2' ? readSaml2(assertion) : readSaml1(assertion)
  checkTimes(parts, policy)
  return { version, audience: checkAudience(parts, policy), parts }
}

function verifyWhole(document: XmlDocument, policy: IssuePolicy): XmlElement {
  const [signature, second] = childrenOf(document.root, namespaces.ds, 'Signature')
  if (!signature || second) throw new MandateError('saml.not-signed')
  const sha1 = policy.allowSha1 === true
  const verified = verifyBySigner(document, signature, policy, {
    signatureAlgorithms: sha1 ? [algorithms.rsaSha256, algorithms.rsaSha1] : [algorithms.rsaSha256],
    digestAlgorithms: sha1 ? [algorithms.sha256, algorithms.sha1] : [algorithms.sha256],
    transforms: [algorithms.envelopedSignature, algorithms.exclusive],
    maxReferences: 1,
  })
  try {
    return signedElement(verified, document.root)
  } catch {
    throw new MandateError('saml.not-signed')
  }
}

/** A certificate in KeyInfo only chooses among the trusted ones; it is never trusted for being there. */
function verifyBySigner(
  document: XmlDocument,
  signature: XmlElement,
  { signers }: IssuePolicy,
  policy: Parameters<typeof verifySignature>[3],
): VerifiedSignature {
  const [named] = descendants(signature, namespaces.ds, 'X509Certificate')
  const der = named && fromBase64(textOf(named))
  const candidates = der ? signers.filter(({ certificate }) => equalBytes(certificate, der)) : signers
  for (const { publicKey } of candidates) {
    try {
      return verifySignature(document, signature, publicKey, policy)
    } catch (error) {
      if (!hasCode(error, 'xmldsig.signature-mismatch') || der) throw error
    }
  }
  throw new MandateError('saml.unknown-issuer')
}

function checkTimes({ notBefore, notOnOrAfter }: AssertionParts, { now, skew }: IssuePolicy): void {
  if (now + skew < notBefore) {
    throw new MandateError('saml.not-yet-valid', { from: isoTime(notBefore), now: isoTime(now) })
  }
  if (now - skew >= notOnOrAfter) {
    throw new MandateError('saml.expired', { until: isoTime(notOnOrAfter), now: isoTime(now) })
  }
}

function checkAudience({ audiences }: AssertionParts, policy: IssuePolicy): string {
  const own = new Set(policy.audiences.map(normaliseAddress))
  const found = audiences.find((audience) => own.has(normaliseAddress(audience)))
  if (found === undefined) {
    throw new MandateError('saml.wrong-audience', { audience: audiences.join(' ').slice(0, 200) || 'nobody' })
  }
  return found
}
