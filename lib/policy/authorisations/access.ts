import { type IdentityStrength, isStrongEnough } from '../identity/identity-strength.ts'
import { type AuthorisationType, isPrincipal } from '../permissions/roles.ts'

export type AccessLevel = 'FULL' | 'CUSTOM' | 'NONE'

/** An agency of the catalogue, as far as the rules need it. */
export type CatalogueAgency = {
  id: string
  name: string
  supportsSelection: boolean
  supportsCustom: boolean
  services: readonly CatalogueService[]
}
export type CatalogueService = { id: string; name: string; minimumStrength: IdentityStrength }

/** What is chosen for one agency; no service ids means all of its services that the type may use. */
export type AccessChoice = { agencyId: string; level: AccessLevel; serviceIds: readonly string[] }

/** The agencies and services that a representative of the type can be given: Basic users only what takes Basic. */
export function agenciesFor<Agency extends CatalogueAgency>(
  type: AuthorisationType,
  catalogue: readonly Agency[],
): Agency[] {
  if (type !== 'BASIC') return [...catalogue]
  return catalogue
    .map((agency) => ({
      ...agency,
      services: agency.services.filter(({ minimumStrength }) => minimumStrength === 'BASIC'),
    }))
    .filter(({ services }) => services.length > 0)
}

/** Judged choices, without agencies of no access; or one sentence for each choice that is wrong, by its position. */
export type CheckedAccess = { choices: AccessChoice[] } | { problems: Record<number, string> }

/** Judges what was chosen in the wizard. Whether nothing at all is chosen is for the caller. */
export function checkAccess(
  type: AuthorisationType,
  chosen: readonly AccessChoice[],
  catalogue: readonly CatalogueAgency[],
): CheckedAccess {
  const agencies = new Map(agenciesFor(type, catalogue).map((agency) => [agency.id, agency]))
  const choices = new Map<string, AccessChoice>()
  const problems: Record<number, string> = {}
  chosen.forEach((choice, at) => {
    const agency = agencies.get(choice.agencyId)
    if (agency === undefined) {
      if (choice.level !== 'NONE') problems[at] = 'This agency cannot be chosen for this type of representative.'
    } else if (choices.has(choice.agencyId)) problems[at] = `${agency.name} is chosen twice.`
    else {
      const problem = choiceProblem(choice, agency)
      if (problem !== undefined) problems[at] = problem
      else choices.set(choice.agencyId, normalised(choice, agency))
    }
  })
  if (Object.keys(problems).length > 0) return { problems }
  return { choices: [...choices.values()].filter(({ level }) => level !== 'NONE') }
}

function choiceProblem({ level, serviceIds }: AccessChoice, agency: CatalogueAgency): string | undefined {
  if (level === 'CUSTOM' && !agency.supportsCustom) return `${agency.name} does not offer custom access.`
  if (level === 'NONE' || serviceIds.length === 0) return undefined
  if (!agency.supportsSelection) return `The services of ${agency.name} cannot be chosen one by one.`
  const known = serviceIds.every((id) => agency.services.some((service) => service.id === id))
  return known ? undefined : `Choose from the listed services of ${agency.name}.`
}

function normalised({ agencyId, level, serviceIds }: AccessChoice, agency: CatalogueAgency): AccessChoice {
  const picked = agency.services.map(({ id }) => id).filter((id) => serviceIds.includes(id))
  return { agencyId, level, serviceIds: picked.length === agency.services.length ? [] : picked }
}

export type ServiceDecision = { allowed: true; level: 'FULL' | 'CUSTOM' } | { allowed: false; reason: ServiceRefusal }
export type ServiceRefusal = 'no-access' | 'identity-too-weak' | 'not-for-basic-users'

/**
 * Decides whether an authorisation in force reaches a service: principal authorities reach everything, others what
 * was chosen; and the identity must be strong enough for the service.
 */
export function decideService(
  holder: { type: AuthorisationType; strength: IdentityStrength; access: readonly AccessChoice[] },
  service: { id: string; agencyId: string; minimumStrength: IdentityStrength },
): ServiceDecision {
  if (holder.type === 'BASIC' && service.minimumStrength !== 'BASIC')
    return { allowed: false, reason: 'not-for-basic-users' }
  const choice = isPrincipal(holder.type)
    ? ({ level: 'FULL', serviceIds: [] } as const)
    : holder.access.find(({ agencyId }) => agencyId === service.agencyId)
  if (choice === undefined || choice.level === 'NONE') return { allowed: false, reason: 'no-access' }
  const ids: readonly string[] = choice.serviceIds
  if (ids.length > 0 && !ids.includes(service.id)) return { allowed: false, reason: 'no-access' }
  if (!isStrongEnough(holder.strength, service.minimumStrength)) return { allowed: false, reason: 'identity-too-weak' }
  return { allowed: true, level: choice.level }
}

/** The level as pages print it. */
export const accessLabels: Record<AccessLevel, string> = { FULL: 'Full', CUSTOM: 'Custom', NONE: 'No access' }
