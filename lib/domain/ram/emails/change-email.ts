import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, recordId, submissionId } from '../fields.ts'

/** `emailCodeId` comes from `sendEmailCode` and `verifyEmailCode` with purpose CHANGE_EMAIL. */
export const changeEmailInput = z.object({ submissionId, abn, id: recordId, emailCodeId: recordId })
export type ChangeEmailInput = z.input<typeof changeEmailInput>

export type ChangeEmailResult = { id: string; email: string }

/** Changes the email address of one's own authorisation to a verified one. */
export async function changeEmail(_context: UseCaseContext, _input: ChangeEmailInput): Promise<ChangeEmailResult> {
  throw new MandateError('common.unavailable')
}
