import { minute } from '../../../../core/clock.ts'
import type { Email } from '../../../../core/email.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'
import type { EmailCodePurpose } from '../../../../platform/store/generated/enums.ts'
import type { Transaction } from '../../../../platform/store/open.ts'
import { limits } from '../../../../policy/limits.ts'

/**
 * The address that a person has verified for a purpose, a short while ago.
 *
 * @throws MandateError `ram.email-not-verified`
 */
export async function verifiedEmail(
  tx: Transaction,
  { clock }: Runtime,
  wanted: { id: string; personId: string; purpose: EmailCodePurpose },
): Promise<Email> {
  const code = await tx.emailCode.findFirst({ where: wanted })
  const since = clock.now() - limits.emailVerifiedMinutes * minute
  if (code === null || code.verifiedAt === null || code.verifiedAt.getTime() < since) {
    throw new MandateError('ram.email-not-verified', {}, { fields: { email: 'Verify the email address first.' } })
  }
  return code.email as Email
}
