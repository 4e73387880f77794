import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import { limits } from '../../../policy/limits.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, declaration, recordId, submissionId } from '../fields.ts'
import { addressFields } from './find-eligible-businesses.ts'

export const linkBusinessInput = z.object({
  submissionId,
  ...addressFields,
  abns: z
    .array(abn)
    .min(1, { error: 'Choose at least one business.' })
    .max(limits.linksAtOnce, { error: `Choose ${limits.linksAtOnce} businesses at most.` }),
  /** From `sendEmailCode` and `verifyEmailCode` with purpose LINK_BUSINESS. */
  emailCodeId: recordId,
  declaration,
})
export type LinkBusinessInput = z.input<typeof linkBusinessInput>

export type LinkBusinessResult = {
  linked: { abn: string; name: string; authorisationId: string; replaced: string | null }[]
  email: string
}

/** Links businesses to the person as principal authority. */
export async function linkBusiness(_context: UseCaseContext, _input: LinkBusinessInput): Promise<LinkBusinessResult> {
  throw new MandateError('common.unavailable')
}
