import { z } from 'zod'
import { abn, day, familyName, givenNames } from '../../ram/fields.ts'

/** Kinds of entity that the simulated register has, as it names them. */
export const entityTypes = [
  'Australian Private Company',
  'Individual/Sole Trader',
  'Other Partnership',
  'Discretionary Trading Trust',
  'Charity',
  'Local Government Entity',
  'Deceased Estate',
  'Other Unincorporated Entity',
] as const

export const states = ['ACT', 'NSW', 'NT', 'QLD', 'SA', 'TAS', 'VIC', 'WA'] as const

const line = (what: string, most = 100) =>
  z
    .string({ error: `Enter ${what}.` })
    .trim()
    .min(1, { error: `Enter ${what}.` })
    .max(most, { error: `Use ${most} characters at most for ${what}.` })

export const businessName = line('the name of the business', 200)
export const entityType = z.enum(entityTypes, { error: 'Choose what kind of business it is.' })
export const state = z.enum(states, { error: 'Choose a state or territory.' })
export const postcode = z.string({ error: 'Enter a postcode.' }).regex(/^\d{4}$/, { error: 'Enter 4 digits.' })
export const registerStatus = z.enum(['REGISTERED', 'CANCELLED'], { error: 'Choose whether the ABN is cancelled.' })

/** Somebody whom the register names for a business: a persona, or anybody else by name and birth date. */
export const associate = z
  .object({
    persona: z
      .union([z.literal('').transform(() => undefined), z.string().trim().max(30)])
      .optional()
      .describe('Id of a persona, whose name and birth date are used.'),
    role: line('what the person is to the business', 60).default('Director'),
    givenNames: givenNames.optional(),
    familyName: familyName.optional(),
    birthDate: day.optional(),
    addressLine: line('the street', 120).optional(),
    suburb: line('the suburb', 60).optional(),
    state: state.optional(),
    postcode: postcode.optional(),
    detailsOutdated: z.boolean().optional().describe('The tax office wants the details put right before linking.'),
  })
  .superRefine(({ persona, givenNames: given, familyName: family, birthDate }, context) => {
    if (persona !== undefined) return
    const named = { givenNames: given, familyName: family, birthDate }
    for (const [path, value] of Object.entries(named)) {
      if (value === undefined)
        context.addIssue({ code: 'custom', path: [path], message: 'Name a persona, or enter this.' })
    }
  })

export const createBusinessInput = z.object({
  abn: z
    .union([z.literal('').transform(() => undefined), abn])
    .optional()
    .describe('Without it, one is made up.'),
  name: businessName,
  entityType: entityType.default('Australian Private Company'),
  state: state.default('NSW'),
  postcode: postcode.default('2000'),
  status: registerStatus.default('REGISTERED'),
  associates: z.array(associate).max(50).default([]),
  usiOrganisation: z
    .union([
      z.literal('').transform(() => undefined),
      z
        .string()
        .regex(/^[A-Z0-9]{4,10}$/i, { error: 'Use 4 to 10 letters and digits.' })
        .transform((code) => code.toUpperCase()),
    ])
    .optional()
    .describe('Make the business an organisation of the USI registry under this code.'),
})
export type CreateBusinessInput = z.input<typeof createBusinessInput>

export const changeBusinessInput = z.object({
  abn,
  name: businessName.optional(),
  status: registerStatus.optional(),
})
export type ChangeBusinessInput = z.input<typeof changeBusinessInput>

export const addAssociateInput = z.object({ abn }).extend(associate.shape)
export type AddAssociateInput = z.input<typeof addAssociateInput>
export const removeAssociateInput = z.object({ abn, id: z.uuid({ error: 'This person is not known.' }) })
