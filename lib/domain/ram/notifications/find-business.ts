import { z } from 'zod'
import { parseAbn } from '../../../core/abn.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { openRegister } from '../businesses/register/register.ts'
import { abn } from '../fields.ts'
import type { BusinessName } from '../views.ts'

export const findBusinessInput = z.object({
  /** The business that the person acts for. */
  abn,
  /** An ABN, or part of a name. */
  search: z
    .string({ error: 'Enter an ABN or a name.' })
    .trim()
    .min(3, { error: 'Enter an ABN, or at least 3 letters of the name.' })
    .max(100),
})
export type FindBusinessInput = z.input<typeof findBusinessInput>

/** Finds a provider or client in the business register, for a notification. Cancelled ABNs are left out. */
export async function findBusiness(
  context: UseCaseContext,
  input: FindBusinessInput,
): Promise<{ businesses: BusinessName[]; more: boolean }> {
  const { abn, search } = parseInput(findBusinessInput, input)
  const { permit } = await enterBusiness(context, abn)
  permit('manage-notifications')
  const register = openRegister(context.runtime)
  if (/^[\d\s]+$/.test(search)) {
    const found = await register.findBusiness(parseAbn(search))
    const listed = found === undefined || found.status === 'CANCELLED' ? [] : [found]
    return { businesses: listed.map(({ abn, name }) => ({ abn, name })), more: false }
  }
  const found = await register.searchBusinesses(search, shown + 1)
  return { businesses: found.slice(0, shown).map(({ abn, name }) => ({ abn, name })), more: found.length > shown }
}

const shown = 20
