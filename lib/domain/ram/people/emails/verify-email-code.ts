import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { MandateError } from '../../../../core/errors/index.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { recordId } from '../../fields.ts'
import { hashEmailCode } from './send-email-code.ts'

export const verifyEmailCodeInput = z.object({
  emailCodeId: recordId,
  code: z
    .string({ error: 'Enter the code from the email.' })
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, { error: 'Enter the 6 digits of the code from the email.' })),
})
export type VerifyEmailCodeInput = z.input<typeof verifyEmailCodeInput>

export type VerifyEmailCodeResult = { emailCodeId: string; email: string }

/** Checks the six-digit code. A right code may be sent again; a wrong one costs a try. */
export async function verifyEmailCode(
  { runtime, actor }: UseCaseContext,
  input: VerifyEmailCodeInput,
): Promise<VerifyEmailCodeResult> {
  const { emailCodeId: id, code } = parseInput(verifyEmailCodeInput, input)
  const outcome = await inTransaction(runtime.store, async (tx) => {
    await tx.$queryRaw`SELECT 1 AS "locked" FROM "EmailCode" WHERE "id" = ${id}::uuid FOR UPDATE`
    const row = await tx.emailCode.findFirst({ where: { id, personId: actor.personId } })
    const now = runtime.clock.now()
    if (row === null || row.attemptsLeft === 0 || row.expiresAt.getTime() <= now) return undefined
    const given = Buffer.from(hashEmailCode(runtime, id, code))
    if (timingSafeEqual(given, Buffer.from(row.codeHash))) {
      if (row.verifiedAt === null) await tx.emailCode.update({ where: { id }, data: { verifiedAt: new Date(now) } })
      return { email: row.email } as const
    }
    const attemptsLeft = row.attemptsLeft - 1
    await tx.emailCode.update({ where: { id }, data: { attemptsLeft } })
    return { attemptsLeft } as const
  })
  // Thrown after the commit: a wrong try must stay counted.
  if (outcome?.email !== undefined) return { emailCodeId: id, email: outcome.email }
  if (outcome === undefined || outcome.attemptsLeft === 0) {
    throw new MandateError('ram.email-code-lapsed', {}, { fields: { code: 'Have a new code sent.' } })
  }
  const { attemptsLeft } = outcome
  throw new MandateError('ram.email-code-wrong', { attemptsLeft }, { fields: { code: 'The code is not right.' } })
}
