import { hash } from 'node:crypto'
import { isAbn } from '../../../core/abn.ts'
import { type Instant, isoTime } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Certificate } from '../../../formats/pki/certificate/certificate.ts'
import { onlyAttribute } from '../../../formats/pki/certificate/name.ts'
import { verifyChain } from '../../../formats/pki/chain/verify.ts'
import type { TraceRecorder } from '../trace/trace-recorder.ts'
import type { CredentialFacts, CredentialPorts } from './ports.ts'

/** Who sent the message: a certificate that is trusted, and the credential that it belongs to. */
export type Sender = { certificate: Certificate; credential: CredentialFacts }

/**
 * Checks the sender: the chain up to our own authority, or for an external credential up to the one that is trusted for it, at the moment of the business's own clock; then the credential in
 * our own record, which knows of a revocation at once; then the business.
 *
 * @throws MandateError `certificate.*`, `mas.credential-*`, `mas.business-cancelled`
 */
export async function checkCredential(der: Uint8Array, ports: CredentialPorts, trace: TraceRecorder): Promise<Sender> {
  trace.begin('chain')
  const found = ports.findCredential(hash('sha256', der, 'hex'))
  const credential = found instanceof Promise ? await found : found
  const at = (ports.now() + (credential?.clockOffsetMs ?? 0)) as Instant
  if (credential) Object.assign(trace.subject, { abn: credential.abn, credentialId: credential.id })
  const external = credential?.external
  const { anchors, intermediates } = external ?? ports
  const { leaf, chain } = verifyChain(der, { anchors, intermediates, at, keyUsage: 'digitalSignature' })
  trace.pass('The certificate leads to an authority that is trusted here, and is within its validity.', {
    anchor: external ? 'external: trusted in this sandbox for this credential alone' : 'our own',
    chain: chain.map(({ subject }) => subject.text).join(' < '),
    notBefore: isoTime(leaf.notBefore),
    notAfter: isoTime(leaf.notAfter),
    at: isoTime(at),
  })

  trace.begin('credential')
  if (!credential || credential.standing.status === 'issuing') {
    throw new MandateError('mas.credential-unknown', { serial: leaf.serial.decimal })
  }
  checkStanding(credential, leaf.subject.text)
  const { standing } = credential
  const what = external
    ? `external credential "${credential.name}" is trusted here`
    : `credential "${credential.name}" is in our record and not revoked`
  trace.pass(`The ${what}.`, {
    revocation: external
      ? 'not asked of its authority; it works until it is no longer trusted here'
      : 'our own record, read for this request',
    status: standing.status,
    ...(standing.status === 'suspended' && { until: isoTime(standing.until) }),
  })

  trace.begin('business')
  const organisation = onlyAttribute(leaf.subject, 'O') ?? ''
  if (!isAbn(organisation) || organisation !== credential.abn) {
    throw new MandateError('mas.credential-not-for-business', { organisation: organisation.slice(0, 60) })
  }
  const cancelled = ports.isCancelled(organisation)
  if (cancelled instanceof Promise ? await cancelled : cancelled) {
    throw new MandateError('mas.business-cancelled', { abn: organisation })
  }
  trace.pass(`The business ${credential.abn} is current in the business register.`, { name: credential.businessName })
  return { certificate: leaf, credential }
}

/** @throws MandateError `certificate.expired`, `mas.credential-revoked`, `mas.credential-unclaimed` */
export function checkStanding({ name, standing }: CredentialFacts, subject: string): void {
  if (standing.status === 'expired') {
    throw new MandateError('certificate.expired', { subject, date: isoTime(standing.at) })
  }
  if (standing.status === 'revoked') {
    const code = standing.unclaimed ? 'mas.credential-unclaimed' : 'mas.credential-revoked'
    throw new MandateError(code, { name, date: isoTime(standing.at) })
  }
}
