import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'

/** Keeps that the person accepted the terms and conditions; accepting again changes nothing. */
export async function acceptTerms(_context: UseCaseContext): Promise<{ acceptedAt: string }> {
  throw new MandateError('common.unavailable')
}
