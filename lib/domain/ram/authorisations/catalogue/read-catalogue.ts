import type { Store, Transaction } from '../../../../platform/store/open.ts'
import type { AccessChoice, AccessLevel } from '../../../../policy/authorisations/access.ts'
import { accessLabels, agenciesFor } from '../../../../policy/authorisations/access.ts'
import type { IdentityStrength } from '../../../../policy/identity/identity-strength.ts'
import { type AuthorisationType, isPrincipal } from '../../../../policy/permissions/roles.ts'
import type { AccessView, AgencyView } from '../../views.ts'

/** An agency of the catalogue with its services, in the order of the catalogue. */
export type Agency = {
  id: string
  name: string
  supportsSelection: boolean
  supportsCustom: boolean
  services: { id: string; name: string; minimumStrength: IdentityStrength; acceptsMachineCredentials: boolean }[]
}

/** The agencies and services that access can be given to. */
export async function readCatalogue(db: Store | Transaction): Promise<Agency[]> {
  return await db.agency.findMany({
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      supportsSelection: true,
      supportsCustom: true,
      services: {
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        select: { id: true, name: true, minimumStrength: true, acceptsMachineCredentials: true },
      },
    },
  })
}

/** The agencies as the wizard offers them for a type of representative. */
export function agencyViews(type: AuthorisationType, catalogue: readonly Agency[]): AgencyView[] {
  return agenciesFor(type, catalogue).map(({ id, name, supportsSelection, supportsCustom, services }) => ({
    id,
    name,
    supportsSelection,
    supportsCustom,
    services: services.map(({ id, name, acceptsMachineCredentials }) => ({ id, name, acceptsMachineCredentials })),
  }))
}

/**
 * What an authorisation reaches, agency by agency; agencies without access are left out. A principal authority reaches
 * everything.
 */
export function accessViews(
  type: AuthorisationType,
  access: readonly { agencyId: string; level: AccessLevel; serviceIds: readonly string[] }[],
  catalogue: readonly Agency[],
): AccessView[] {
  const choices = new Map<string, Omit<AccessChoice, 'agencyId'>>(access.map((choice) => [choice.agencyId, choice]))
  return agenciesFor(type, catalogue).flatMap((agency) => {
    const choice = isPrincipal(type) ? { level: 'FULL' as const, serviceIds: [] } : choices.get(agency.id)
    if (choice === undefined || choice.level === 'NONE') return []
    const all = choice.serviceIds.length === 0
    return {
      agencyId: agency.id,
      agencyName: agency.name,
      level: choice.level,
      levelLabel: accessLabels[choice.level],
      services: agency.services.map(({ id, name }) => ({ id, name, included: all || choice.serviceIds.includes(id) })),
    }
  })
}
