import type { Day } from '../../../core/calendar-day.ts'
import { timeWith } from '../../../platform/clock/business-clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { decideService } from '../../../policy/authorisations/access.ts'
import { isInForce } from '../../../policy/authorisations/lifecycle.ts'
import { type IdentityStrength, isStrongEnough } from '../../../policy/identity/identity-strength.ts'
import { roleStrength } from '../../../policy/permissions/acts.ts'
import { roleOf } from '../../../policy/permissions/roles.ts'
import { readCatalogue } from '../authorisations/catalogue/read-catalogue.ts'

/**
 * One business that a person acts for, as a relying service receives it in the claim
 * `tdif_business_authorisations`. Our own shape, documented in docs/ram.md, Attributes: no official one is published.
 */
export type BusinessAuthorisation = {
  abn: string
  business_name: string
  authorisation_type: 'principal_authority' | 'authorised_user' | 'basic_user'
  is_administrator: boolean
  is_machine_credential_administrator: boolean
  /** Services of the relying service that are reached, each with its level. */
  services: { id: string; access: 'full' | 'custom' }[]
  start_date: string
  end_date: string | null
}

/**
 * The businesses that a person acts for, as far as a relying service may know: only those where one of its services is
 * reached today, with an identity that is strong enough.
 *
 * @param asked.serviceIds the services of the catalogue that the relying service stands for
 */
export async function businessAuthorisations(
  { store, clock }: Pick<Runtime, 'store' | 'clock'>,
  { personId, strength, serviceIds }: { personId: string; strength: IdentityStrength; serviceIds: readonly string[] },
): Promise<BusinessAuthorisation[]> {
  const [catalogue, rows] = await Promise.all([
    readCatalogue(store),
    store.authorisation.findMany({
      where: { personId, status: { in: ['ACTIVE', 'ACCEPTED'] } },
      include: { access: true, business: { select: { name: true, clockOffsetMs: true } } },
      orderBy: [{ business: { name: 'asc' } }, { abn: 'asc' }],
    }),
  ])
  const services = catalogue.flatMap((agency) =>
    agency.services.filter(({ id }) => serviceIds.includes(id)).map((service) => ({ ...service, agencyId: agency.id })),
  )
  return rows.flatMap((row) => {
    const { now, today } = timeWith(clock, row.business.clockOffsetMs)
    if (!isInForce(row, now, today) || !isStrongEnough(strength, roleStrength[roleOf(row)])) return []
    const reached = services.flatMap((service) => {
      const decision = decideService({ type: row.type, strength, access: row.access }, service)
      return decision.allowed
        ? [{ id: service.id, access: decision.level === 'FULL' ? 'full' : 'custom' } as const]
        : []
    })
    if (reached.length === 0) return []
    return {
      abn: row.abn,
      business_name: row.business.name,
      authorisation_type: typeNames[row.type],
      is_administrator: row.isAdministrator,
      is_machine_credential_administrator: row.isMachineCredentialAdministrator,
      services: reached,
      start_date: row.startDate as Day,
      end_date: row.endDate as Day | null,
    }
  })
}

const typeNames = {
  PRINCIPAL_AUTHORITY: 'principal_authority',
  GOVERNMENT_REPRESENTATIVE: 'principal_authority',
  INDIRECT_ASSOCIATE: 'principal_authority',
  RESPONSIBLE_AUTHORITY: 'principal_authority',
  STANDARD: 'authorised_user',
  BASIC: 'basic_user',
} as const
