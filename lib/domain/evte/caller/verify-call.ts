import { createHash, createSecretKey } from 'node:crypto'
import { type Instant, isoTime } from '../../../core/clock.ts'
import { hasCode, MandateError } from '../../../core/errors/index.ts'
import { type AssertionPolicy, claimUris, openToken, type VerifiedAssertion } from '../../../formats/saml/index.ts'
import { readSecurity, readTimestamp, type SoapEnvelope } from '../../../formats/wstrust/index.ts'
import {
  attributeOf,
  childOf,
  namespaces,
  textOf,
  type XmlDocument,
  type XmlElement,
} from '../../../formats/xml/index.ts'
import {
  algorithms,
  signedElement,
  type VerificationStep,
  type VerifiedSignature,
  verifySignature,
} from '../../../formats/xmldsig/index.ts'
import { checkFreshness } from '../../mas/message/check-freshness.ts'
import { observeSignature } from '../../mas/message/observe-signature.ts'
import type { TraceRecorder } from '../../mas/trace/trace-recorder.ts'
import type { VerifiedCaller } from './caller.ts'
import { checkCredentialType, noteToken } from './note-token.ts'
import { tokenIn } from './token-in.ts'

/** What the check of a call needs to know. */
export type CallWorld = {
  now: Instant
  tokens: AssertionPolicy
  /** Relying party that is called. */
  relyingParty: 'usi' | 'sbr'
}

/** A message of which nothing is believed. */
export type EndorsedMessage = { envelope: SoapEnvelope; header: XmlElement }

/**
 * Finds out who calls: opens the token of the security header, verifies it, and verifies that its holder signed the
 * Timestamp of this message with the proof key, now.
 *
 * @throws MandateError `usi.*`, `saml.*`, `xmlenc.*`, `xmldsig.*`, `mas.message-*`
 * @see docs/wire-formats.md, USI Registry web service: security of the request
 */
export function verifyCall(call: EndorsedMessage, world: CallWorld, trace: TraceRecorder): VerifiedCaller {
  const { document, body } = call.envelope
  trace.begin('token')
  const security = readSecurity(call.header)
  const { timestamp, signature } = security
  if (!timestamp) throw new MandateError('usi.timestamp-missing')
  if (!signature) throw new MandateError('usi.signature-missing')
  const token = tokenIn(security.element, 'usi')
  const assertion = openToken(token, world.tokens)
  const abn = businessOf(assertion, world, trace)

  trace.begin('signature')
  const signed = verifyProof(document, signature, assertion, trace)
  const covers = checkPlaces(signed, [timestamp, token, body], call.header)
  checkReference(document, signature, token, assertion)
  trace.begin('signature')
  trace.pass('The holder of the token signed the message with its proof key.', {
    covers,
    signatureAlgorithm: signed.signatureAlgorithm,
  })

  trace.begin('freshness')
  const { created, expires } = readTimestamp(signedTimestamp(signed, timestamp))
  const acceptableUntil = checkFreshness({ created, expires }, world.now)
  trace.pass('The message is fresh.', {
    created: isoTime(created),
    expires: expires === undefined ? 'not given' : isoTime(expires),
    now: isoTime(world.now),
  })
  const caller = {
    abn,
    assertionId: assertion.id,
    tokenTraceId: assertion.claims.get(claimUris.trace)?.[0],
    digest: digestOf(signed, assertion, world),
    acceptableUntil,
  }
  return caller as unknown as VerifiedCaller
}

function businessOf(assertion: VerifiedAssertion, { relyingParty }: CallWorld, trace: TraceRecorder): string {
  noteToken(assertion, relyingParty, trace)
  const [abn] = assertion.claims.get(claimUris.abn) ?? []
  trace.begin('claims')
  if (abn === undefined) throw new MandateError('usi.no-business')
  const type = checkCredentialType(assertion, 'usi')
  trace.pass('The token names a business.', { abn, credentialType: type ?? 'not given' })
  return abn
}

/** What the policy of the service and its known clients sign with. */
const signaturePolicy = {
  signatureAlgorithms: [algorithms.hmacSha1, algorithms.hmacSha256],
  digestAlgorithms: [algorithms.sha1, algorithms.sha256],
  transforms: [algorithms.exclusive],
  maxReferences: 8,
}

function verifyProof(
  document: XmlDocument,
  signature: XmlElement,
  { confirmation }: VerifiedAssertion,
  trace: TraceRecorder,
): VerifiedSignature {
  if (confirmation.method !== 'symmetric') throw new MandateError('saml.confirmation', { method: confirmation.method })
  try {
    const key = createSecretKey(confirmation.proofKey)
    return verifySignature(document, signature, key, signaturePolicy, observeTimestamp(trace))
  } catch (error) {
    if (hasCode(error, 'xmldsig.signature-mismatch')) throw new MandateError('usi.proof-signature')
    throw error
  }
}

/** Of other parts than the Timestamp, the text stays out of the trace: a Body is about people. */
function observeTimestamp(trace: TraceRecorder): (step: VerificationStep) => void {
  const observe = observeSignature(trace)
  return (step) => {
    const isOther = step.step === 'reference' && !/^<([\w.-]+:)?Timestamp[\s>]/.test(step.canonical)
    observe(isOther ? { ...step, canonical: '(not kept)' } : step)
  }
}

/** Every signed part must stand where its meaning says. */
function checkPlaces(signature: VerifiedSignature, known: readonly XmlElement[], header: XmlElement): string {
  return signature.references
    .map(({ element }) => {
      if (known.includes(element) || element.parent === header) return element.local
      throw new MandateError('usi.signed-part-elsewhere', { element: element.local.slice(0, 60) })
    })
    .join(', ')
}

/** KeyInfo names the token by the id of its assertion, or by the identifier of the element that carries it. */
function checkReference(
  document: XmlDocument,
  signature: XmlElement,
  token: XmlElement,
  { id }: VerifiedAssertion,
): void {
  const keyInfo = childOf(signature, namespaces.ds, 'KeyInfo')
  const reference = keyInfo && childOf(keyInfo, namespaces.wsse, 'SecurityTokenReference')
  const identifier = reference && childOf(reference, namespaces.wsse, 'KeyIdentifier')
  const direct = reference && childOf(reference, namespaces.wsse, 'Reference')
  const named = identifier ? textOf(identifier).trim() : (direct && attributeOf(direct, '', 'URI')) || 'nothing'
  if (identifier && named === id) return
  const element = direct && named.startsWith('#') ? document.ids.get(named.slice(1)) : undefined
  if (element && (element === token || element.parent === token)) return
  throw new MandateError('usi.key-reference', { reference: named.slice(0, 100), token: id })
}

function signedTimestamp(signature: VerifiedSignature, timestamp: XmlElement): XmlElement {
  try {
    return signedElement(signature, timestamp)
  } catch (error) {
    if (hasCode(error, 'xmldsig.not-signed')) throw new MandateError('usi.timestamp-not-signed')
    throw error
  }
}

/** A name for what was signed, and with which token. */
function digestOf({ references }: VerifiedSignature, { id }: VerifiedAssertion, { relyingParty }: CallWorld): string {
  const hash = createHash('sha256').update(`${relyingParty}\n${id}`)
  for (const { uri, digestValue } of references) hash.update(`\n${uri} ${digestValue}`)
  return hash.digest('hex')
}
