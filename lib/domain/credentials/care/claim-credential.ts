import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { changeBusiness } from '../../ram/acting/change-business.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { abn, declaration, recordId, submissionId, version } from '../../ram/fields.ts'
import { changedMeanwhile } from '../../ram/history/changed-meanwhile.ts'
import { claimersOf, distinct, holderOf, principalsOf } from '../mails/recipients.ts'
import { sendToEach } from '../mails/send.ts'
import { claimedMail } from '../mails/write.ts'
import { requireTransition, stateAt } from '../rules/lifecycle.ts'

export const claimCredentialInput = z.object({
  submissionId,
  abn,
  id: recordId,
  version,
  /** The person takes the responsibility for it. */
  declaration,
})
export type ClaimCredentialInput = z.input<typeof claimCredentialInput>

export type ClaimedCredential = { id: string; name: string; custodianName: string }

/**
 * Takes over the care for a credential that nobody looks after.
 *
 * @throws MandateError `credential.not-unassigned`, `credential.revoked`, `credential.expired`,
 *   `common.changed-meanwhile`, `ram.*`
 */
export async function claimCredential(
  context: UseCaseContext,
  input: ClaimCredentialInput,
): Promise<ClaimedCredential> {
  const { runtime, actor } = context
  const asked = parseInput(claimCredentialInput, input)
  const change = { abn: asked.abn, submissionId: asked.submissionId, act: 'claim-credential' }
  let mailed = 0
  const claimed = await changeBusiness(context, change, async (scene) => {
    const { tx, now, today, mine } = scene
    scene.permit('claim-credential')
    const row = await tx.credential.findFirst({ where: { id: asked.id, abn: asked.abn } })
    if (row?.certificate == null) throw new MandateError('common.not-found')
    requireTransition(stateAt(row, now), 'claim', row)
    if (row.version !== asked.version) throw await changedMeanwhile(tx, row, asked.version)
    const { count } = await tx.credential.updateMany({
      where: { id: row.id, version: asked.version, status: 'SUSPENDED' },
      data: {
        status: 'ACTIVE',
        custodianId: mine.id,
        unassignedAt: null,
        unassignedReminded: null,
        worksUntil: null,
        version: { increment: 1 },
      },
    })
    if (count === 0) throw new MandateError('common.changed-meanwhile')
    await scene.record({
      category: 'CREDENTIAL',
      act: 'credential-claimed',
      subject: { id: row.id, name: row.name },
      details: { serial: row.serial },
    })
    const place = { abn: asked.abn, now, today }
    const mail = claimedMail(
      { ...row, business: scene.business, publicUrl: runtime.settings.publicUrl },
      { name: actorOf(actor).name, at: now },
    )
    const recipients = distinct(
      await holderOf(tx, place, mine.id),
      await claimersOf(tx, place, mine.id),
      await principalsOf(tx, place),
    )
    mailed = await sendToEach(tx, mail, recipients, runtime.clock.now())
    return { id: row.id, name: row.name, custodianName: `${mine.givenNames} ${mine.familyName}` }
  })
  runtime.signals.emit('credential-changed', { credentialId: claimed.id, abn: asked.abn })
  if (mailed > 0) runtime.signals.emit('mail-queued', {})
  return claimed
}
