import { z } from 'zod'
import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Credential } from '../../../platform/store/generated/client.ts'
import type { RevocationReason } from '../../../platform/store/generated/enums.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { changeBusiness } from '../../ram/acting/change-business.ts'
import type { ChangeTools } from '../../ram/acting/change-tools.ts'
import { actorOf, type Scene } from '../../ram/acting/scene.ts'
import { abn, declaration, recordId, submissionId, version } from '../../ram/fields.ts'
import { changedMeanwhile } from '../../ram/history/changed-meanwhile.ts'
import { distinct, holderOf, principalsOf } from '../mails/recipients.ts'
import { sendToEach } from '../mails/send.ts'
import { revokedMail } from '../mails/write.ts'
import { revokeRow } from '../record/revoke-row.ts'
import { revocationLabel } from '../record/show-row.ts'
import { softwareSuccessorsOf } from '../record/software-successors.ts'
import { requireTransition, stateAt } from '../rules/lifecycle.ts'
import { revocationChoices } from '../show/views.ts'

export const revokeCredentialInput = z.object({
  submissionId,
  abn,
  id: recordId,
  version,
  reason: z.enum(
    revocationChoices.map(({ reason }) => reason),
    { error: 'Choose why the credential is revoked.' },
  ),
  /** The person understands that it cannot be undone. */
  declaration,
})
export type RevokeCredentialInput = z.input<typeof revokeCredentialInput>

/** `also`: credentials that software had made from it, which were revoked with it. */
export type RevokedCredential = { id: string; name: string; revokedAt: string; also: string[] }

/**
 * Revokes a credential, at once and for good. Where its key may be in wrong hands, what software made from it at the
 * word of that key is revoked as well; otherwise successors stay.
 *
 * @throws MandateError `credential.revoked`, `credential.expired`, `common.changed-meanwhile`, `ram.*`
 */
export async function revokeCredential(
  context: UseCaseContext,
  input: RevokeCredentialInput,
): Promise<RevokedCredential> {
  const { runtime } = context
  const asked = parseInput(revokeCredentialInput, input)
  const change = { abn: asked.abn, submissionId: asked.submissionId, act: 'revoke-credential' }
  let mailed = 0
  const revoked = await changeBusiness(context, change, async (scene) => {
    const { tx, now } = scene
    scene.permit('revoke-credential')
    const row = await tx.credential.findFirst({ where: { id: asked.id, abn: asked.abn } })
    if (row?.certificate == null) throw new MandateError('common.not-found')
    requireTransition(stateAt(row, now), 'revoke', row)
    if (row.version !== asked.version) throw await changedMeanwhile(tx, row, asked.version)
    const line = asked.reason === 'KEY_COMPROMISE' ? await softwareSuccessorsOf(tx, row.id) : []
    const also = line.filter((successor) => stateAt(successor, now).works)
    mailed = await revokeOne(context, scene, { row, version: asked.version, reason: asked.reason })
    for (const successor of also) {
      const { version: own } = successor
      mailed += await revokeOne(context, scene, { row: successor, version: own, reason: asked.reason, from: row.id })
    }
    return { id: row.id, name: row.name, revokedAt: new Date(now).toISOString(), also: also.map(({ id }) => id) }
  })
  for (const credentialId of [revoked.id, ...revoked.also]) {
    runtime.signals.emit('credential-changed', { credentialId, abn: asked.abn })
  }
  if (mailed > 0) runtime.signals.emit('mail-queued', {})
  return revoked
}

/** One revocation with its history and mails. @returns how many mails */
async function revokeOne(
  { runtime, actor }: UseCaseContext,
  scene: Scene & ChangeTools,
  how: { row: Credential; version: number; reason: RevocationReason; from?: string },
): Promise<number> {
  const { tx, now, today, business } = scene
  const { row, reason } = how
  await revokeRow(tx, { id: row.id, version: how.version, at: now, reason })
  await scene.record({
    category: 'CREDENTIAL',
    act: 'credential-revoked',
    subject: { id: row.id, name: row.name },
    details: { serial: row.serial, reason, ...(how.from === undefined ? {} : { madeFrom: how.from }) },
  })
  const mail = revokedMail(
    { ...row, business, publicUrl: runtime.settings.publicUrl },
    { by: actorOf(actor).name, reason: revocationLabel({ worksUntil: null }, now, reason) },
  )
  const place = { abn: row.abn as Abn, now, today }
  const recipients = distinct(await holderOf(tx, place, row.custodianId), await principalsOf(tx, place))
  return await sendToEach(tx, mail, recipients, runtime.clock.now())
}
