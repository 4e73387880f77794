import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { identityStrengths } from '../../../policy/identity/identity-strength.ts'
import { type LinkingRoute, linkingRoute, routeTexts } from '../../../policy/linking.ts'
import { parseInput } from '../../parse-input.ts'
import { openRegister } from '../businesses/register/register.ts'
import { abn } from '../fields.ts'

export const checkLinkingRouteInput = z.object({
  abn,
  listed: z.enum(['yes', 'no'], { error: 'Say whether the register lists you.' }),
  capacity: z.enum(['yes', 'no'], { error: 'Choose Yes or No.' }),
  strength: z.enum(identityStrengths, { error: 'Choose the strength of your Digital ID.' }),
})
export type CheckLinkingRouteInput = z.input<typeof checkLinkingRouteInput>

export type LinkingRouteView = {
  abn: string
  name: string
  entityType: string
  route: LinkingRoute
  title: string
  text: string
  needs: readonly string[]
}

/**
 * The short check before linking: which way is a person's, and what they need for it. For everybody, signed in or not:
 * it tells only what the register publishes.
 *
 * @throws MandateError `ram.business-unknown` when the register has no such ABN
 */
export async function checkLinkingRoute(runtime: Runtime, input: CheckLinkingRouteInput): Promise<LinkingRouteView> {
  const { abn, ...answers } = parseInput(checkLinkingRouteInput, input)
  const business = await openRegister(runtime).findBusiness(abn)
  if (business === undefined) {
    throw new MandateError('ram.business-unknown', { abn }, { fields: { abn: 'The register has no such ABN.' } })
  }
  const { name, entityType } = business
  const route = linkingRoute({ ...business, ...answers })
  return { abn, name, entityType, route, ...routeTexts[route] }
}
