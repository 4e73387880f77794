import { z } from 'zod'
import { formatAbn } from '../../../../core/abn.ts'
import { limits } from '../../../../policy/limits.ts'
import type { UseCaseContext } from '../../../context.ts'
import { invalidInput, parseInput } from '../../../parse-input.ts'
import { openRegister, type RegisteredBusiness } from '../../businesses/register/register.ts'
import { abn, abnLines } from '../../fields.ts'
import { evidenceFields } from './check-evidence.ts'

export const checkCaseBusinessesInput = z.object({
  abns: abnLines(limits.linksAtOnce),
  /** What the person says they are to them, where that is asked on the same page. */
  capacity: evidenceFields.capacity.optional(),
})
export type CheckCaseBusinessesInput = z.input<typeof checkCaseBusinessesInput>

/**
 * The businesses of a list of ABNs for which a person is about to ask for assisted linking.
 *
 * @throws MandateError `common.invalid-input` that names each line that cannot be asked for, and why
 */
export async function checkCaseBusinesses(
  { runtime }: UseCaseContext,
  input: CheckCaseBusinessesInput,
): Promise<RegisteredBusiness[]> {
  const { abns } = parseInput(checkCaseBusinessesInput, input)
  const register = openRegister(runtime)
  const found: RegisteredBusiness[] = []
  const wrong: string[] = []
  for (const entered of abns) {
    const parsed = abn.safeParse(entered)
    const business = parsed.success ? await register.findBusiness(parsed.data) : undefined
    if (!parsed.success) wrong.push(`“${entered.slice(0, 40)}” is not a valid ABN.`)
    else if (business === undefined) wrong.push(`The register has no ABN ${formatAbn(parsed.data)}.`)
    else if (business.status === 'CANCELLED') wrong.push(`ABN ${formatAbn(parsed.data)} is cancelled.`)
    else found.push(business)
  }
  if (wrong.length > 0) throw invalidInput({ abns: wrong.join(' ') })
  return found
}
