import { z } from 'zod'
import type { ErrorText } from '../../../../core/errors/index.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { commonProblem, eligibilityOf, toEligible } from './eligibility.ts'

/** The address that the tax office holds for the person. */
export const addressFields = {
  addressLine: z
    .string({ error: 'Enter the street address.' })
    .trim()
    .min(1, { error: 'Enter the street address.' })
    .max(200),
  suburb: z
    .string({ error: 'Enter the suburb or town.' })
    .trim()
    .min(1, { error: 'Enter the suburb or town.' })
    .max(100),
  state: z.enum(['ACT', 'NSW', 'NT', 'QLD', 'SA', 'TAS', 'VIC', 'WA'], { error: 'Choose a state or territory.' }),
  postcode: z
    .string({ error: 'Enter a postcode.' })
    .trim()
    .regex(/^\d{4}$/, { error: 'Enter a postcode of 4 digits.' }),
}
export const findEligibleBusinessesInput = z.object(addressFields)
export type FindEligibleBusinessesInput = z.input<typeof findEligibleBusinessesInput>

export type EligibleBusiness = {
  abn: string
  name: string
  entityType: string
  /** What the register says the person is: `Director`, `Sole trader`... */
  associateRole: string
  /** Null when it can be chosen; else why not, as it is shown. */
  problem: ErrorText | null
  /** Type label of the authorisation that linking replaces, or null. */
  replaces: string | null
}
export type FindEligibleBusinessesResult = { businesses: EligibleBusiness[] }

/**
 * Finds the businesses that the person can link: identity, address and register agree. Those that cannot be linked are
 * listed with their problem beside those that can.
 *
 * @throws MandateError when none can be linked: `ram.identity-too-weak-to-link`, `ram.no-eligible-business`,
 *   `ram.all-linked`, `ram.abn-cancelled`, `ram.details-outdated`; `common.too-many` after too many wrong addresses
 */
export async function findEligibleBusinesses(
  context: UseCaseContext,
  input: FindEligibleBusinessesInput,
): Promise<FindEligibleBusinessesResult> {
  const address = parseInput(findEligibleBusinessesInput, input)
  const all = await eligibilityOf(context, address)
  if (all.every(({ problem }) => problem !== null)) throw commonProblem(all)
  return { businesses: all.map(toEligible).toSorted(byName) }
}

/** `Holdings 2` comes before `Holdings 10`. */
function byName(a: EligibleBusiness, b: EligibleBusiness): number {
  return a.name.localeCompare(b.name, 'en-AU', { numeric: true })
}
