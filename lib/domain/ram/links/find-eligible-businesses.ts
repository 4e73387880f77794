import { z } from 'zod'
import { type ErrorText, MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'

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

/** Finds the businesses that the person can link: identity, address and register agree. */
export async function findEligibleBusinesses(
  _context: UseCaseContext,
  _input: FindEligibleBusinessesInput,
): Promise<FindEligibleBusinessesResult> {
  throw new MandateError('common.unavailable')
}
