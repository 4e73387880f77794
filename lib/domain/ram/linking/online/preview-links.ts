import { z } from 'zod'
import { describeError, type ErrorText, MandateError } from '../../../../core/errors/index.ts'
import { limits } from '../../../../policy/limits.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { openRegister } from '../../businesses/register/register.ts'
import { abn, abnLines } from '../../fields.ts'
import { eligibilityOf, toEligible } from './eligibility.ts'
import { addressFields, type EligibleBusiness } from './find-eligible-businesses.ts'

export const previewLinksInput = z.object({ ...addressFields, abns: abnLines(limits.linksAtOnce) })
export type PreviewLinksInput = z.input<typeof previewLinksInput>

/** A line of the list, and what would become of it. */
export type LinkPreviewRow = {
  /** As the person entered it. */
  entered: string
  /** Null where it is no ABN or the register has none like it. */
  business: Pick<EligibleBusiness, 'abn' | 'name'> | null
  /** Null where it would be linked. */
  problem: ErrorText | null
}

/**
 * Judges a list of ABNs before they are linked at once: each by the rules of linking a single one. Nothing is written.
 *
 * @throws MandateError `ram.identity-too-weak-to-link`, `ram.no-eligible-business`, `common.too-many`
 */
export async function previewLinks(context: UseCaseContext, input: PreviewLinksInput): Promise<LinkPreviewRow[]> {
  const { abns, ...address } = parseInput(previewLinksInput, input)
  const eligible = (await eligibilityOf(context, address)).map(toEligible)
  const register = openRegister(context.runtime)
  return await Promise.all(
    abns.map(async (entered): Promise<LinkPreviewRow> => {
      const parsed = abn.safeParse(entered)
      if (!parsed.success)
        return {
          entered,
          business: null,
          problem: describeError(new MandateError('abn.invalid', { value: entered.slice(0, 40) })),
        }
      const found = eligible.find((business) => business.abn === parsed.data)
      if (found !== undefined) return { entered, business: found, problem: found.problem }
      const business = (await register.findBusiness(parsed.data)) ?? null
      const details = { abn: parsed.data }
      const code = business === null ? 'ram.business-unknown' : 'ram.not-eligible'
      return { entered, business, problem: describeError(new MandateError(code, details)) }
    }),
  )
}
