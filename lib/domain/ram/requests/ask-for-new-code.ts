import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { submissionId } from '../fields.ts'
import { requestCode } from './find-request-by-code.ts'

export const askForNewCodeInput = z.object({ submissionId, code: requestCode })
export type AskForNewCodeInput = z.input<typeof askForNewCodeInput>

/** Asks the administrators of the business for a new code, when the person's code has lapsed. */
export async function askForNewCode(
  _context: UseCaseContext,
  _input: AskForNewCodeInput,
): Promise<{ askedAt: string }> {
  throw new MandateError('common.unavailable')
}
