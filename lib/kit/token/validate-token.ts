import type { KeyObject } from 'node:crypto'
import { utf8 } from '../../core/bytes.ts'
import { type Clock, systemClock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { type Random, systemRandom, uuid } from '../../core/random.ts'
import { decryptToken } from '../../formats/saml/index.ts'
import { readStatusResponse, type TokenStatus, writeValidateRequest } from '../../formats/wstrust/index.ts'
import { canonicalize, parseXml, XmlFragment } from '../../formats/xml/index.ts'
import { defaultBase, endpointAt, parseAddress, usualPaths } from '../http/address.ts'
import { send, unreadable } from '../http/send.ts'
import { trustFor } from '../http/trust.ts'
import { readSoapAnswer, refuseFault, traceOf } from './request-token.ts'

/** A relying party's question about a token that it was sent. */
export type ValidateOptions = {
  /** The token as it came: `EncryptedAssertion`, `EncryptedData`, or the assertion once it was decrypted. */
  token: string
  /** DER of the certificate that the relying party is registered with: tokens for it are encrypted to that. */
  certificate: Uint8Array
  privateKey: KeyObject
  /** Address of the token service, or of a Mandate that has it at the usual path. Default {@link defaultBase}. */
  endpoint?: string
  /** PEM text of the authorities that may vouch for the server, and no others. */
  ca?: string
  timeoutMs?: number
  clock?: Clock
  random?: Random
}

/** What the token service says, and the id of the question's trace. */
export type ValidatedToken = TokenStatus & { trace: string | undefined }

/**
 * Asks the token service whether a token still holds: signed by it, for this party, within its time, and its credential
 * not revoked since. A relying party may ask, or verify the signature by itself; only asking tells of a revocation.
 *
 * @throws MandateError `xmlenc.*` where the key does not open the token, `kit.refused`, `kit.*` for the way there
 * @see WS-Trust 1.3 section 7; docs/wire-formats.md, Validate
 */
export async function validateToken(options: ValidateOptions): Promise<ValidatedToken> {
  const { certificate, privateKey, clock = systemClock, random = systemRandom, timeoutMs } = options
  const endpoint = endpointAt(options.endpoint ?? defaultBase, usualPaths.tokenService)
  const url = parseAddress(endpoint)
  const body = writeValidateRequest({
    to: endpoint,
    certificate,
    privateKey,
    now: clock.now(),
    random,
    timestampId: `TS-${uuid(random)}`,
    assertion: XmlFragment.ofMarkup(assertionIn(options.token, privateKey)),
  })
  const answer = await send({
    url: endpoint,
    method: 'POST',
    headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
    body,
    trust: trustFor(url, { ca: options.ca }),
    timeoutMs,
  })
  const document = readSoapAnswer(url, answer)
  refuseFault(document, answer, url)
  try {
    return { ...readStatusResponse(document), trace: traceOf(answer) }
  } catch (cause) {
    if (!(cause instanceof MandateError)) throw cause
    throw unreadable(url, answer.status, 'it says nothing about a token')
  }
}

/** The signed assertion, byte for byte as the token service signed it. */
function assertionIn(token: string, privateKey: KeyObject): string {
  const document = parseXml(utf8(token.trim()))
  if (document.root.local === 'Assertion') return canonicalize(document.root)
  return decryptToken(document.root, privateKey).source
}
