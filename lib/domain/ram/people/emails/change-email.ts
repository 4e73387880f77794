import { z } from 'zod'
import { MandateError } from '../../../../core/errors/index.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { statusLabel } from '../../../../policy/authorisations/statuses.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { changeBusiness } from '../../acting/change-business.ts'
import { findTarget } from '../../authorisations/find-target.ts'
import { abn, recordId, submissionId } from '../../fields.ts'
import { emailChangedMail, fullName } from '../../mails/authorisation-mails.ts'
import { verifiedEmail } from './verified-email.ts'

/** `emailCodeId` comes from `sendEmailCode` and `verifyEmailCode` with purpose CHANGE_EMAIL. */
export const changeEmailInput = z.object({ submissionId, abn, id: recordId, emailCodeId: recordId })
export type ChangeEmailInput = z.input<typeof changeEmailInput>

export type ChangeEmailResult = { id: string; email: string }

/** Changes the email address of one's own authorisation to a verified one. */
export async function changeEmail(context: UseCaseContext, input: ChangeEmailInput): Promise<ChangeEmailResult> {
  const { abn, id, emailCodeId, submissionId } = parseInput(changeEmailInput, input)
  return await changeBusiness(context, { abn, submissionId, act: 'change-email' }, async (scene) => {
    const { tx, runtime, now, today } = scene
    const { row } = await findTarget(scene, id, 'change-email')
    const { status, inactiveReason } = statusAt(row, now, today)
    if (status === 'INACTIVE') {
      throw new MandateError('ram.status-forbids', { status: statusLabel(status, inactiveReason).toLowerCase() })
    }
    const { personId } = context.actor
    const email = await verifiedEmail(tx, runtime, { id: emailCodeId, personId, purpose: 'CHANGE_EMAIL' })
    if (email === row.email) return { id, email }
    const changed = await tx.authorisation.update({ where: { id }, data: { email, version: { increment: 1 } } })
    await scene.record({
      act: 'email-changed',
      subject: { id, name: fullName(changed) },
      details: { version: changed.version, changed: { email: { from: row.email, to: email } } },
    })
    await scene.mail(emailChangedMail(scene, changed, row.email))
    return { id, email }
  })
}
