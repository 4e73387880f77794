import { type Clock, type Instant, minute, systemClock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { type Random, systemRandom, uuid } from '../../core/random.ts'
import { claimUris } from '../../formats/saml/claim-uris.ts'
import { type IssuedToken, readFault, readTokenResponse, writeTokenRequest } from '../../formats/wstrust/index.ts'
import { parseXml, type XmlDocument } from '../../formats/xml/index.ts'
import { defaultBase, endpointAt, parseAddress, usualPaths } from '../http/address.ts'
import { type HttpAnswer, send, unreadable } from '../http/send.ts'
import { trustFor } from '../http/trust.ts'
import type { KitCredential } from '../keystore/credential.ts'

/** What to ask the token service for. */
export type TokenOptions = {
  credential: KitCredential
  /** Address of the service that the token is for. */
  appliesTo: string
  /** Address of the token service, or of a Mandate that has it at the usual path. Default {@link defaultBase}. */
  endpoint?: string
  /** Minutes. Default 30. */
  lifetimeMinutes?: number
  /** Default SAML 2.0. */
  tokenType?: 'saml2' | 'saml1'
  /** Bits of the proof key. Default 256; SBR uses 512. */
  keySize?: number
  /** URIs of claims that must be in the token. Default: ABN and type of the credential. */
  claims?: readonly string[]
  /** For cloud software: the business that it acts for, and the software ID of their subscription. */
  actAs?: { abn: string; softwareId: string }
  /** PEM text of the authorities that may vouch for the server, and no others. */
  ca?: string
  /** Sandbox only: a fault to be put in, such as `mas.credential-revoked` or `delay=2000`. */
  fault?: string
  timeoutMs?: number
  clock?: Clock
  random?: Random
}

/** A token as the token service issued it, with its proof key. Keep both in memory only. */
export type KitToken = IssuedToken & {
  /** Business that the token speaks for. */
  abn: string
  appliesTo: string
  tokenService: string
  /** Id of the request's trace, where the token service gave one. */
  trace: string | undefined
}

/**
 * Asks the token service for a token, signed with a machine credential.
 *
 * @throws MandateError `kit.refused` with the event code of the service in its details; `kit.*` for the way there
 * @see WS-Trust 1.3; docs/wire-formats.md, The request
 * @example
 * const token = await requestToken({ credential, appliesTo: 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc' })
 */
export async function requestToken(options: TokenOptions): Promise<KitToken> {
  const { credential, appliesTo, actAs, clock = systemClock, random = systemRandom, timeoutMs } = options
  const endpoint = endpointAt(options.endpoint ?? defaultBase, usualPaths.tokenService)
  const url = parseAddress(endpoint)
  const now = clock.now()
  const body = writeTokenRequest({
    to: endpoint,
    appliesTo,
    certificate: credential.certificate,
    privateKey: credential.privateKey,
    now,
    random,
    timestampId: `TS-${uuid(random)}`,
    tokenType: options.tokenType ?? 'saml2',
    keySize: options.keySize ?? 256,
    claims: (options.claims ?? [claimUris.abn, claimUris.credentialType]).map((uri) => ({
      uri,
      optional: false,
      value: undefined,
    })),
    lifetime: { created: now, expires: (now + (options.lifetimeMinutes ?? 30) * minute) as Instant },
    ...(actAs && {
      actAs: { id: uuid(random), provider: credential.abn, client: actAs.abn, softwareId: actAs.softwareId },
    }),
  })
  const answer = await send({
    url: endpoint,
    method: 'POST',
    headers: {
      'content-type': 'application/soap+xml; charset=utf-8',
      ...(options.fault && { 'mandate-fault': options.fault }),
    },
    body,
    trust: trustFor(url, { ca: options.ca, credentialRoot: credential.root }),
    timeoutMs,
  })
  const document = readSoapAnswer(url, answer)
  refuseFault(document, answer, url)
  try {
    const issued = readTokenResponse(document)
    return { ...issued, abn: actAs?.abn ?? credential.abn, appliesTo, tokenService: endpoint, trace: traceOf(answer) }
  } catch (cause) {
    if (!(cause instanceof MandateError)) throw cause
    throw unreadable(url, answer.status, 'it is no token response')
  }
}

/**
 * The XML of an answer.
 *
 * @throws MandateError `kit.answer-unreadable`
 */
export function readSoapAnswer(url: URL, { status, body }: HttpAnswer): XmlDocument {
  try {
    return parseXml(body, { bytes: 4 * 1024 * 1024, nodes: 200_000 })
  } catch {
    throw unreadable(url, status, 'it is not XML')
  }
}

/** Id of the trace in the headers of an answer. */
export function traceOf({ headers }: HttpAnswer): string | undefined {
  const value = headers['mandate-trace']
  return typeof value === 'string' ? value : undefined
}

/**
 * Throws what a SOAP fault says, where the answer is one.
 *
 * @throws MandateError `kit.refused`
 */
export function refuseFault(document: XmlDocument, answer: HttpAnswer, url: URL): void {
  const fault = readFault(document)
  if (fault === undefined) return
  const trace = fault.trace ?? traceOf(answer)
  throw new MandateError('kit.refused', {
    reason: fault.description ?? fault.text,
    advice: fault.advice ?? 'Look at the trace of the request.',
    host: url.host,
    ...(fault.event && { event: fault.event }),
    ...(trace && { trace }),
  })
}
