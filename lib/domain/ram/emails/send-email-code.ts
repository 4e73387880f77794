import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { email } from '../fields.ts'

export const sendEmailCodeInput = z.object({ email, purpose: z.enum(['LINK_BUSINESS', 'CHANGE_EMAIL']) })
export type SendEmailCodeInput = z.input<typeof sendEmailCodeInput>

/** `expiresAt` is an ISO moment. */
export type SendEmailCodeResult = { emailCodeId: string; email: string; expiresAt: string; attemptsLeft: number }

/** Sends a six-digit code to an email address, to prove that the person reads it. */
export async function sendEmailCode(
  _context: UseCaseContext,
  _input: SendEmailCodeInput,
): Promise<SendEmailCodeResult> {
  throw new MandateError('common.unavailable')
}
