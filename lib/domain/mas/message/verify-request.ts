import { createHash } from 'node:crypto'
import { type Instant, isoTime } from '../../../core/clock.ts'
import { hasCode, MandateError } from '../../../core/errors/index.ts'
import { publicKeyOf } from '../../../formats/pki/certificate/public-key.ts'
import {
  actions,
  checkTokenReference,
  readBinaryToken,
  readSecurity,
  readTimestamp,
  readTokenRequest,
  type SecurityHeader,
} from '../../../formats/wstrust/index.ts'
import type { XmlElement } from '../../../formats/xml/index.ts'
import { signedElement, type VerifiedSignature, verifySignature } from '../../../formats/xmldsig/index.ts'
import type { ServiceVersion } from '../service-version.ts'
import type { TraceRecorder } from '../trace/trace-recorder.ts'
import { checkFreshness } from './check-freshness.ts'
import { observeSignature } from './observe-signature.ts'
import { isOwnAddress } from './own-address.ts'
import type { ReceivedMessage } from './read-message.ts'
import type { SenderCertificates } from './sender-certificates.ts'
import type { VerifiedRequest } from './verified-request.ts'

/** What the check of a message needs to know. */
export type MessageWorld = {
  now: Instant
  version: ServiceVersion
  /** Names under which we are reached, in lower case. */
  hosts: readonly string[]
  /** Where the request came in, for advice. */
  endpoint: string
  certificates: SenderCertificates
}

/**
 * Checks that a message is what its sender signed, now, for us. The Timestamp has to be signed, by the key of the
 * certificate in the same security header; To counts where it is signed; the Body is not signed by any known client
 * and is protected by TLS alone.
 *
 * @throws MandateError `mas.*`, `xml.*`, `xmldsig.*`, `certificate.malformed`, `certificate.weak-algorithm`
 * @see docs/wire-formats.md, WS-Security in the request
 */
export function verifyRequest(message: ReceivedMessage, world: MessageWorld, trace: TraceRecorder): VerifiedRequest {
  const { document, header, body, content } = message.envelope
  trace.begin('certificate')
  const security = readSecurity(header)
  const { timestamp, signature, binaryToken } = partsOf(security)
  const certificate = world.certificates.read(readBinaryToken(binaryToken))
  trace.subject.fingerprint = certificate.fingerprints.sha256
  const publicKey = publicKeyOf(certificate)
  checkTokenReference(document, signature, binaryToken)
  trace.pass('The message carries a certificate, and its signature names it.', {
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    serial: certificate.serial.decimal,
    sha1: certificate.fingerprints.sha1,
  })

  trace.begin('signature')
  const verified = verifySignature(document, signature, publicKey, world.version.signatures, observeSignature(trace))
  const signedParts = checkPlaces(verified, [timestamp, binaryToken, body], header as XmlElement)
  trace.begin('signature')
  trace.pass('The signature was made by the key of that certificate.', { covers: signedParts })

  trace.begin('freshness')
  const { created, expires } = readTimestamp(signedTimestamp(verified, timestamp))
  const acceptableUntil = checkFreshness({ created, expires }, world.now)
  trace.pass('The message is fresh.', {
    created: isoTime(created),
    expires: expires === undefined ? 'not given' : isoTime(expires),
    now: isoTime(world.now),
  })

  trace.begin('address')
  checkAddress(message, verified, world, trace)

  trace.begin('request')
  const request = readTokenRequest(content)
  const plain = {
    version: world.version.name,
    action: message.addressing.action === actions.validate ? 'validate' : 'issue',
    signedBody: verified.references.some(({ element }) => element === body),
    certificate: certificate.der,
    request,
    created,
    digest: digestOf(verified, certificate.fingerprints.sha256),
    acceptableUntil,
  }
  return plain as unknown as VerifiedRequest
}

function partsOf({ timestamp, signature, binaryToken }: SecurityHeader) {
  if (!timestamp) throw new MandateError('mas.timestamp-missing')
  if (!signature) throw new MandateError('mas.signature-missing')
  if (!binaryToken) throw new MandateError('mas.certificate-missing')
  return { timestamp, signature, binaryToken }
}

/** Every signed part must stand where its meaning says: a signed element that is moved away proves nothing. */
function checkPlaces(signature: VerifiedSignature, known: readonly XmlElement[], header: XmlElement): string {
  const names: string[] = []
  for (const { element } of signature.references) {
    if (!known.includes(element) && element.parent !== header) {
      throw new MandateError('mas.signed-part-elsewhere', { element: element.local.slice(0, 60) })
    }
    names.push(element.local)
  }
  return names.join(', ')
}

function signedTimestamp(signature: VerifiedSignature, timestamp: XmlElement): XmlElement {
  try {
    return signedElement(signature, timestamp)
  } catch (error) {
    if (hasCode(error, 'xmldsig.not-signed')) throw new MandateError('mas.timestamp-not-signed')
    throw error
  }
}

function checkAddress(
  { addressing: { to } }: ReceivedMessage,
  { references }: VerifiedSignature,
  { version, hosts, endpoint }: MessageWorld,
  trace: TraceRecorder,
): void {
  if (!to || !references.some(({ element }) => element === to.element)) {
    trace.note('The address of the message is not signed, so it was not looked at.')
    return
  }
  if (!isOwnAddress(to.address, version.name, hosts)) {
    throw new MandateError('mas.wrong-address', { to: to.address.slice(0, 200), address: endpoint })
  }
  trace.pass('The signed address is one of this service.', { to: to.address })
}

/**
 * A name for what was signed, by whom. Over the digests, not over the signature value: two values for the same
 * content are the same message.
 */
function digestOf({ references }: VerifiedSignature, fingerprint: string): string {
  const hash = createHash('sha256').update(fingerprint)
  for (const { uri, digestValue } of references) hash.update(`\n${uri} ${digestValue}`)
  return hash.digest('hex')
}
