import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, recordId, submissionId } from '../fields.ts'

export const reissueCodeInput = z.object({ submissionId, abn, id: recordId })
export type ReissueCodeInput = z.input<typeof reissueCodeInput>

export type ReissueCodeResult = { id: string; email: string; fullName: string; codeExpiresAt: string }

/** Sends a new code for a request; the code before it is good no more. */
export async function reissueCode(_context: UseCaseContext, _input: ReissueCodeInput): Promise<ReissueCodeResult> {
  throw new MandateError('common.unavailable')
}
