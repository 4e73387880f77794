import { z } from 'zod'
import { formatMoment } from '../../../../core/calendar-day.ts'
import { hour, instant, minute } from '../../../../core/clock.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import { randomCode, uuid } from '../../../../core/random.ts'
import { queueMail } from '../../../../platform/mail/queue-mail.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { limits } from '../../../../policy/limits.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { email } from '../../fields.ts'
import { emailCodeMail } from '../../mails/authorisation-mails.ts'

export const sendEmailCodeInput = z.object({ email, purpose: z.enum(['LINK_BUSINESS', 'CHANGE_EMAIL']) })
export type SendEmailCodeInput = z.input<typeof sendEmailCodeInput>

/** `expiresAt` is an ISO moment. */
export type SendEmailCodeResult = { emailCodeId: string; email: string; expiresAt: string; attemptsLeft: number }

/** Sends a six-digit code to an email address, to prove that the person reads it. */
export async function sendEmailCode(context: UseCaseContext, input: SendEmailCodeInput): Promise<SendEmailCodeResult> {
  const { runtime, actor } = context
  const { email, purpose } = parseInput(sendEmailCodeInput, input)
  const { personId } = actor
  const now = runtime.clock.now()
  const id = uuid(runtime.random)
  const code = randomCode(runtime.random, '0123456789', 6)
  const expiresAt = instant(now + limits.emailCodeMinutes * minute)
  await inTransaction(runtime.store, async (tx) => {
    // The person's row is the lock: sending many at once counts as many.
    await tx.$queryRaw`SELECT 1 AS "locked" FROM "Person" WHERE "id" = ${personId}::uuid FOR NO KEY UPDATE`
    const recent = await tx.emailCode.findMany({
      where: { personId, createdAt: { gt: new Date(now - hour) } },
      orderBy: { createdAt: 'asc' },
      select: { createdAt: true },
    })
    if (recent.length >= limits.emailCodesAnHour) {
      const until = instant((recent[0]?.createdAt.getTime() ?? now) + hour)
      throw new MandateError('common.too-many', { until: formatMoment(until) })
    }
    // Only the newest code of a purpose is good.
    await tx.emailCode.updateMany({ where: { personId, purpose, verifiedAt: null }, data: { attemptsLeft: 0 } })
    await tx.emailCode.create({
      data: {
        id,
        personId,
        purpose,
        email,
        codeHash: hashEmailCode(runtime, id, code),
        attemptsLeft: limits.emailCodeTries,
        expiresAt: new Date(expiresAt),
        createdAt: new Date(now),
      },
    })
    await queueMail(tx, { ...emailCodeMail(id, email, code, expiresAt), at: now })
  })
  runtime.signals.emit('mail-queued', {})
  return { emailCodeId: id, email, expiresAt: new Date(expiresAt).toISOString(), attemptsLeft: limits.emailCodeTries }
}

/** What is kept of a six-digit code: a keyed hash, bound to the one sending. */
export function hashEmailCode({ sealer }: Pick<Runtime, 'sealer'>, id: string, code: string): string {
  return sealer.hashCode(`email-code/${id}`, code)
}
