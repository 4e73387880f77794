import { createHash } from 'node:crypto'
import { MandateError } from '../../../../core/errors/index.ts'
import { type ReceivedAs4, type VerifiedAs4, verifyAs4 } from '../../../../formats/as4/index.ts'
import type { Certificate } from '../../../../formats/pki/certificate/certificate.ts'
import { publicKeyOf } from '../../../../formats/pki/certificate/public-key.ts'
import { claimUris, openToken } from '../../../../formats/saml/index.ts'
import { checkTokenReference, readBinaryToken, readSecurity } from '../../../../formats/wstrust/index.ts'
import type { XmlElement } from '../../../../formats/xml/index.ts'
import { checkCredential } from '../../../mas/decision/check-credential.ts'
import { observeSignature } from '../../../mas/message/observe-signature.ts'
import type { TraceRecorder } from '../../../mas/trace/trace-recorder.ts'
import { noteToken } from '../../caller/note-token.ts'
import { tokenIn } from '../../caller/token-in.ts'
import type { Sbr2World } from '../world.ts'
import { checkClaims, checkHolder } from './check-token.ts'
import type { VerifiedSender } from './verified-sender.ts'

/**
 * Finds out who sent a message: the certificate in its security header signed every part of it; the token there was
 * issued to that very credential, for this service; and the credential and its business are in force now.
 *
 * @throws MandateError `sbr.*`, `as4.*`, `saml.*`, `xmldsig.*`, `xmlenc.*`, `certificate.*`, `mas.*`
 * @see docs/wire-formats.md, SBR2: security
 */
export async function verifySender(
  message: ReceivedAs4,
  world: Sbr2World,
  trace: TraceRecorder,
): Promise<VerifiedSender> {
  trace.begin('certificate')
  const security = readSecurity(message.header)
  const { binaryToken, signature, timestamp } = security
  if (!binaryToken) throw new MandateError('sbr.certificate-missing')
  if (!signature) throw new MandateError('sbr.signature-missing')
  const certificate = readSigner(message, { binaryToken, signature }, world, trace)

  trace.begin('token')
  const token = tokenIn(security.element, 'sbr')
  const assertion = openToken(token, world.tokens)
  noteToken(assertion, 'sbr', trace)
  trace.begin('claims')
  const claims = checkClaims(assertion, trace)

  const allowed = [binaryToken, timestamp].filter((element) => element !== undefined)
  const signed = verifyAs4(
    message,
    { signature, required: [token], allowed },
    publicKeyOf(certificate),
    observeSignature(trace),
  )
  trace.begin('signature')
  trace.pass('The key of that certificate signed the ebMS header, the token, the Body and every attachment.', {
    parts: signed.references.length,
    attachments: signed.attachments.length,
  })

  trace.subject.abn = claims.abn
  await checkCredential(certificate.der, world.credentials, trace)
  trace.begin('claims')
  checkHolder(assertion, certificate, claims)
  trace.subject.abn = claims.abn
  trace.pass('The token was issued to the credential that signed the message.', { subject: assertion.subject })

  const sender = {
    abn: claims.abn,
    message: signed,
    tokenTraceId: assertion.claims.get(claimUris.trace)?.[0],
    digest: digestOf(signed, certificate),
  }
  return sender as unknown as VerifiedSender
}

function readSigner(
  { document }: ReceivedAs4,
  { binaryToken, signature }: { binaryToken: XmlElement; signature: XmlElement },
  { certificates }: Sbr2World,
  trace: TraceRecorder,
): Certificate {
  const certificate = certificates.read(readBinaryToken(binaryToken))
  trace.subject.fingerprint = certificate.fingerprints.sha256
  checkTokenReference(document, signature, binaryToken)
  trace.pass('The message carries a certificate, and its signature names it.', {
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    serial: certificate.serial.decimal,
    sha1: certificate.fingerprints.sha1,
  })
  return certificate
}

function digestOf({ references }: VerifiedAs4, certificate: Certificate): string {
  const hash = createHash('sha256').update(`sbr2\n${certificate.fingerprints.sha256}`)
  for (const { uri, digestValue } of references) hash.update(`\n${uri} ${digestValue}`)
  return hash.digest('hex')
}
