import { z } from 'zod'
import type { Day } from '../../../core/calendar-day.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { VerifiedCertificateRequest } from '../../../formats/pki/request/read.ts'
import { openAuthority } from '../../../platform/authority/open.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Credential } from '../../../platform/store/generated/client.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { changeBusiness } from '../../ram/acting/change-business.ts'
import { actorOf, enterBusiness } from '../../ram/acting/scene.ts'
import { abn, declaration, optionalDay, recordId, submissionId } from '../../ram/fields.ts'
import { certificateRequest, credentialName } from '../fields.ts'
import { issuedBefore, issueReserved } from '../issue/issue-reserved.ts'
import { requirePace } from '../issue/pace.ts'
import { requireRegistered } from '../issue/registered.ts'
import { requireRenewable, requireRevocationDay, retirePrevious } from '../issue/renewal.ts'
import { readMatchingRequest } from '../issue/request.ts'
import { reserveCredential } from '../issue/reserve.ts'
import { distinct, holderOf, principalsOf } from '../mails/recipients.ts'
import { sendToEach } from '../mails/send.ts'
import { createdMail } from '../mails/write.ts'

export const createCredentialInput = z.object({
  submissionId,
  abn,
  name: credentialName,
  /** Base64 of the PKCS#10 request (DER) that the browser made; CN is the name, O the ABN. */
  certificateRequest,
  declaration,
  /** The credential that this one renews; the name must stay. */
  renews: recordId.optional(),
  /** First day without the old credential, which is then revoked; today means at once. Left out: it runs out. */
  revokePreviousOn: optionalDay,
})
export type CreateCredentialInput = z.input<typeof createCredentialInput>
type Asked = z.output<typeof createCredentialInput>

export type CreatedCredential = {
  credentialId: string
  name: string
  /** Base64 of DER: the credential's certificate, Sub CA, Root CA. */
  certificates: string[]
  validFrom: string
  validTo: string
}

/**
 * Makes a machine credential: certifies the key whose possession the request proves. The private key never comes here.
 * The serial number is recorded, in a transaction of its own, before anything is signed; so no certificate exists that
 * the database doesn't know. The same form sent again gets the same certificate.
 *
 * @throws MandateError `certificate-request.*`, `credential.*`, `ram.*`
 */
export async function createCredential(
  context: UseCaseContext,
  input: CreateCredentialInput,
): Promise<CreatedCredential> {
  const { runtime } = context
  const asked = parseInput(createCredentialInput, input)
  const scene = await enterBusiness(context, asked.abn)
  scene.permit('create-credential')
  await requireRegistered(runtime, asked.abn)
  const request = readMatchingRequest(asked.certificateRequest, asked)

  let isFirst = false
  const { credentialId } = await reserve(context, asked, request, () => {
    isFirst = true
  })
  if (!isFirst) return await issuedBefore(runtime, { id: credentialId, request })

  let mailed = 0
  const created = await issueReserved(runtime, { id: credentialId, request }, async (tx, row) => {
    mailed = await tellCreation(context, asked, tx, row)
  })
  if (asked.renews !== undefined) {
    runtime.signals.emit('credential-changed', { credentialId: asked.renews, abn: asked.abn })
  }
  if (mailed > 0) runtime.signals.emit('mail-queued', {})
  return created
}

async function reserve(
  context: UseCaseContext,
  asked: Asked,
  request: VerifiedCertificateRequest,
  onFirst: () => void,
): Promise<{ credentialId: string }> {
  const { runtime, actor } = context
  const { sub } = await openAuthority(runtime)
  const change = { abn: asked.abn, submissionId: asked.submissionId, act: 'create-credential' }
  return await changeBusiness(context, change, async (scene) => {
    const { tx, now, today, mine } = scene
    scene.permit('create-credential')
    if (asked.renews !== undefined) {
      const previous = await requireRenewable(tx, { abn: asked.abn, id: asked.renews, time: { now, today } })
      if (previous.name !== asked.name) throw new MandateError('credential.renewal-name', { name: previous.name })
      if (asked.revokePreviousOn !== undefined) requireRevocationDay(previous, asked.revokePreviousOn, { now, today })
    }
    await requirePace(tx, { abn: asked.abn, personId: actor.personId, now })
    const credentialId = await reserveCredential(
      tx,
      { random: runtime.random, sub },
      {
        abn: asked.abn,
        name: asked.name,
        request,
        createdBy: actorOf(actor),
        custodianId: mine.id,
        isTest: false,
        renewsId: asked.renews ?? null,
        now,
      },
    )
    onFirst()
    return { credentialId }
  })
}

/** History and mails of a new credential, and the end of the one that it renews. @returns how many mails */
async function tellCreation(context: UseCaseContext, asked: Asked, tx: Transaction, row: Credential): Promise<number> {
  const { runtime, actor } = context
  const { now, today, name: businessName } = await lockBusiness(tx, runtime.clock, asked.abn)
  // The role may have ended between the two transactions.
  const scene = await enterBusiness(context, asked.abn, tx)
  scene.permit('create-credential')
  const business = { abn: asked.abn, name: businessName }
  const common = { abn: asked.abn, at: now, category: 'CREDENTIAL', actor: actorOf(actor) } as const
  await recordHistory(tx, {
    ...common,
    act: asked.renews === undefined ? 'credential-created' : 'credential-renewed',
    subject: { id: row.id, name: row.name },
    details: { serial: row.serial, validTo: row.notAfter.toISOString(), renews: asked.renews },
  })
  if (asked.renews !== undefined && asked.revokePreviousOn !== undefined) {
    await retireRenewed(tx, { id: asked.renews, day: asked.revokePreviousOn, time: { now, today }, common })
  }
  const mail = createdMail(
    { ...row, business, publicUrl: runtime.settings.publicUrl },
    { name: actorOf(actor).name, renews: asked.renews !== undefined },
  )
  const place = { abn: asked.abn, now, today }
  const recipients = distinct(await holderOf(tx, place, scene.mine.id), await principalsOf(tx, place))
  return await sendToEach(tx, mail, recipients, runtime.clock.now())
}

async function retireRenewed(
  tx: Transaction,
  how: {
    id: string
    day: Day
    time: Parameters<typeof retirePrevious>[1]['time']
    common: Pick<Parameters<typeof recordHistory>[1], 'abn' | 'at' | 'category' | 'actor'>
  },
): Promise<void> {
  const atOnce = await retirePrevious(tx, how)
  const previous = await tx.credential.findUniqueOrThrow({ where: { id: how.id } })
  await recordHistory(tx, {
    ...how.common,
    act: atOnce ? 'credential-revoked' : 'credential-revocation-set',
    subject: { id: previous.id, name: previous.name },
    details: atOnce ? { reason: 'SUPERSEDED', serial: previous.serial } : { on: how.day, serial: previous.serial },
  })
}
