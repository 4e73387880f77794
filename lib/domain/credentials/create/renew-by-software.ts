import { hash, verify } from 'node:crypto'
import { z } from 'zod'
import type { Abn } from '../../../core/abn.ts'
import { fromBase64 } from '../../../core/bytes.ts'
import { formatMoment } from '../../../core/calendar-day.ts'
import { instant, minute } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { publicKeyOf } from '../../../formats/pki/certificate/public-key.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import type { VerifiedCertificateRequest } from '../../../formats/pki/request/read.ts'
import { renewalText } from '../../../formats/renewal/renewal-text.ts'
import { openAuthority } from '../../../platform/authority/open.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Credential } from '../../../platform/store/generated/client.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { parseInput } from '../../parse-input.ts'
import { certificateRequest } from '../fields.ts'
import { issuedBefore, issueReserved } from '../issue/issue-reserved.ts'
import { requireBusinessPace } from '../issue/pace.ts'
import { requireRegistered } from '../issue/registered.ts'
import { requireRenewable } from '../issue/renewal.ts'
import { readMatchingRequest } from '../issue/request.ts'
import { reserveCredential } from '../issue/reserve.ts'
import { distinct, holderOf, principalsOf } from '../mails/recipients.ts'
import { sendToEach } from '../mails/send.ts'
import { createdMail } from '../mails/write.ts'
import { parseCredentialName } from '../rules/credential-name.ts'
import type { CreatedCredential } from './create-credential.ts'

const bytes = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text, context) => {
      const value = fromBase64(text)
      if (value !== undefined && value.length > 0) return value
      context.addIssue({ code: 'custom', message: 'This is not base64.' })
      return z.NEVER
    })

export const renewBySoftwareInput = z.object({
  /** Base64 of the PKCS#10 request (DER) for the new key; CN and O as in the current certificate. */
  certificateRequest,
  /** Base64 of the current credential's certificate (DER). */
  certificate: bytes(10_000),
  /** When the request was made, ISO text in UTC; at most five minutes from now. */
  madeAt: z.iso.datetime(),
  /** Base64 of the signature by the current credential's key: RSA with SHA-256 over `renewalText`. */
  signature: bytes(2_000),
})
export type RenewBySoftwareInput = z.input<typeof renewBySoftwareInput>
type Asked = z.output<typeof renewBySoftwareInput>

const tolerance = 5 * minute
const mostSuccessors = 5

/**
 * Renews a credential at the word of its own key: for servers that nobody watches. The new one has the same name and
 * the same person who looks after it; the old one works until its own end. The same request sent again gets the same
 * certificate.
 *
 * @throws MandateError `credential.*`, `certificate-request.*`
 */
export async function renewBySoftware(runtime: Runtime, input: RenewBySoftwareInput): Promise<CreatedCredential> {
  const asked = parseInput(renewBySoftwareInput, input)
  const current = await requireProof(runtime, asked)
  const abn = current.abn as Abn
  await requireRegistered(runtime, abn)
  const name = parseCredentialName(current.name)
  const request = readMatchingRequest(asked.certificateRequest, { abn, name })
  const reserved = await reserve(runtime, current, request)
  if (!reserved.isFirst) return await issuedBefore(runtime, { id: reserved.id, request })

  let mailed = 0
  const created = await issueReserved(runtime, { id: reserved.id, request }, async (tx, row) => {
    const { now, today, name: businessName } = await lockBusiness(tx, runtime.clock, abn)
    const keeper = await requireKept(tx, current.id)
    if (keeper !== row.custodianId) throw new MandateError('common.changed-meanwhile')
    await recordHistory(tx, {
      abn,
      at: now,
      category: 'CREDENTIAL',
      act: 'credential-renewed',
      actor: softwareOf(current),
      subject: { id: row.id, name: row.name },
      details: { serial: row.serial, validTo: row.notAfter.toISOString(), renews: current.id },
    })
    const of = { ...row, business: { abn, name: businessName }, publicUrl: runtime.settings.publicUrl }
    const mail = createdMail(of, { name: softwareOf(current).name, renews: true })
    const place = { abn, now, today }
    const recipients = distinct(await holderOf(tx, place, keeper), await principalsOf(tx, place))
    mailed = await sendToEach(tx, mail, recipients, runtime.clock.now())
  })
  if (mailed > 0) runtime.signals.emit('mail-queued', {})
  return created
}

/** The credential whose key signed the request, now. */
async function requireProof(runtime: Runtime, asked: Asked): Promise<Credential> {
  const { store, clock } = runtime
  const madeAt = instant(asked.madeAt)
  if (Math.abs(madeAt - clock.now()) > tolerance) {
    throw new MandateError('credential.renewal-stale', { made: formatMoment(madeAt), now: formatMoment(clock.now()) })
  }
  const row = await store.credential.findUnique({
    where: { sha256Fingerprint: hash('sha256', asked.certificate, 'hex') },
  })
  if (row === null) throw new MandateError('credential.not-ours')
  const key = publicKeyOf(readCertificate(asked.certificate))
  if (!verify('sha256', renewalText(asked), key, asked.signature)) {
    throw new MandateError('credential.renewal-not-proved')
  }
  return row
}

async function reserve(
  runtime: Runtime,
  current: Credential,
  request: VerifiedCertificateRequest,
): Promise<{ id: string; isFirst: boolean }> {
  const { sub } = await openAuthority(runtime)
  const abn = current.abn as Abn
  return await inTransaction(runtime.store, async (tx) => {
    const time = await lockBusiness(tx, runtime.clock, abn)
    const successors = await tx.credential.findMany({
      where: { renewsId: current.id },
      select: { id: true, keyHash: true },
    })
    // Software that was cut off before it saved the answer asks again, and the old one may have ended meanwhile.
    const again = successors.find(({ keyHash }) => keyHash === request.publicKeyFingerprint)
    if (again !== undefined) return { id: again.id, isFirst: false }
    const previous = await requireRenewable(tx, { abn, id: current.id, time })
    if (successors.length >= mostSuccessors) {
      throw new MandateError('credential.renewed-often', { name: current.name, count: successors.length })
    }
    const custodianId = await requireKept(tx, previous.id)
    await requireBusinessPace(tx, { abn, now: time.now })
    const id = await reserveCredential(
      tx,
      { random: runtime.random, sub },
      {
        abn,
        name: parseCredentialName(current.name),
        request,
        createdBy: { id: null, name: softwareOf(current).name },
        custodianId,
        isTest: false,
        renewsId: current.id,
        now: time.now,
      },
    )
    return { id, isFirst: true }
  })
}

/** Who looks after the credential. @throws MandateError `credential.unassigned` */
async function requireKept(tx: Parameters<typeof recordHistory>[0], id: string): Promise<string> {
  const { custodianId, name } = await tx.credential.findUniqueOrThrow({ where: { id } })
  if (custodianId === null) throw new MandateError('credential.unassigned', { name })
  return custodianId
}

function softwareOf({ id, name }: Credential): { id: string; name: string } {
  return { id, name: `Software that holds "${name}"` }
}
