import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { UseCaseContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { changeBusiness } from '../ram/change-business.ts'
import { abn, declaration, recordId, submissionId, version } from '../ram/fields.ts'
import { actorOf } from '../ram/scene.ts'
import { requireTransition, stateAt } from './lifecycle.ts'
import { distinct, holderOf, principalsOf } from './mails/recipients.ts'
import { sendToEach } from './mails/send.ts'
import { revokedMail } from './mails/write.ts'
import { revokeRow } from './record/revoke-row.ts'
import { revocationLabel } from './record/show-row.ts'
import { revocationChoices } from './views.ts'

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

export type RevokedCredential = { id: string; name: string; revokedAt: string }

/**
 * Revokes a credential, at once and for good.
 *
 * @throws MandateError `credential.revoked`, `credential.expired`, `common.changed-meanwhile`, `ram.*`
 */
export async function revokeCredential(
  context: UseCaseContext,
  input: RevokeCredentialInput,
): Promise<RevokedCredential> {
  const { runtime, actor } = context
  const asked = parseInput(revokeCredentialInput, input)
  const change = { abn: asked.abn, submissionId: asked.submissionId, act: 'revoke-credential' }
  let mailed = 0
  const revoked = await changeBusiness(context, change, async (scene) => {
    const { tx, now, today } = scene
    scene.permit('revoke-credential')
    const row = await tx.credential.findFirst({ where: { id: asked.id, abn: asked.abn } })
    if (row?.certificate == null) throw new MandateError('common.not-found')
    requireTransition(stateAt(row, now), 'revoke', row)
    await revokeRow(tx, { id: row.id, version: asked.version, at: now, reason: asked.reason })
    await scene.record({
      category: 'CREDENTIAL',
      act: 'credential-revoked',
      subject: { id: row.id, name: row.name },
      details: { serial: row.serial, reason: asked.reason },
    })
    const place = { abn: asked.abn, now, today }
    const mail = revokedMail(
      { ...row, business: scene.business, publicUrl: runtime.settings.publicUrl },
      { by: actorOf(actor).name, reason: revocationLabel({ worksUntil: null }, now, asked.reason) },
    )
    const recipients = distinct(await holderOf(tx, place, row.custodianId), await principalsOf(tx, place))
    mailed = await sendToEach(tx, mail, recipients, runtime.clock.now())
    return { id: row.id, name: row.name, revokedAt: new Date(now).toISOString() }
  })
  runtime.signals.emit('credential-changed', { credentialId: revoked.id, abn: asked.abn })
  if (mailed > 0) runtime.signals.emit('mail-queued', {})
  return revoked
}
