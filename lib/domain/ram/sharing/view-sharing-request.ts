import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import { recordKey } from '../../../platform/oidc/record-key.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { type BusinessAuthorisation, businessAuthorisations } from './business-authorisations.ts'
import { personScopes, scopesOf } from './scopes.ts'

export const viewSharingRequestInput = z.object({ request: z.string().regex(/^[\w-]{10,64}$/) })

export type SharingRequest = {
  service: { name: string; purpose: string }
  /** What the service asks for, a sentence each. */
  details: string[]
  /** What it would be told now; null where it does not ask for businesses. */
  businesses: BusinessAuthorisation[] | null
}

const pending = z.object({
  params: z.object({ client_id: z.string(), scope: z.string() }),
  result: z.undefined().optional(),
})

/**
 * What a relying service asks a person to share, before they agree.
 *
 * @throws MandateError `identity.page-over` once the request is answered or has lapsed
 */
export async function viewSharingRequest(
  { runtime, actor }: UseCaseContext,
  input: z.input<typeof viewSharingRequestInput>,
): Promise<SharingRequest> {
  const { request } = parseInput(viewSharingRequestInput, input)
  const { store, clock } = runtime
  const record = await store.oidcRecord.findUnique({ where: { key: recordKey('ram/Interaction', request) } })
  const payload = pending.safeParse(record?.payload).data
  if (record?.expiresAt == null || record.expiresAt.getTime() <= clock.now() || payload === undefined) {
    throw new MandateError('identity.page-over')
  }
  const { client_id: id, scope } = payload.params
  const service = await store.relyingService.findUnique({ where: { id } })
  if (service === null) throw new MandateError('identity.page-over')
  const scopes = scopesOf(scope)
  const { personId, strength } = actor
  return {
    service: { name: service.name, purpose: service.purpose },
    details: scopes.map((name) => personScopes[name]),
    businesses: scopes.includes('tdif_business_authorisations')
      ? await businessAuthorisations(runtime, { personId, strength, serviceIds: service.serviceIds })
      : null,
  }
}
