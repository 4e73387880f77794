import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { recordId } from '../fields.ts'

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
  _context: UseCaseContext,
  _input: VerifyEmailCodeInput,
): Promise<VerifyEmailCodeResult> {
  throw new MandateError('common.unavailable')
}
