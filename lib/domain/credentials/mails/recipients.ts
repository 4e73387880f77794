import type { Abn } from '../../../core/abn.ts'
import type { BusinessTime } from '../../../platform/clock/business-clock.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { isInForce } from '../../../policy/authorisations/lifecycle.ts'
import { decide } from '../../../policy/permissions/decide.ts'
import { isPrincipal, roleOf } from '../../../policy/permissions/roles.ts'

/** A person who is mailed about credentials: by the address of their authorisation. */
export type Recipient = { authorisationId: string; email: string; name: string }

type Place = BusinessTime & { abn: Abn }

/** Everybody who may claim a credential: other machine credential administrators, or the principal authorities. */
export async function claimersOf(tx: Transaction, place: Place, except?: string): Promise<Recipient[]> {
  const all = await inForce(tx, place, {
    OR: [{ isMachineCredentialAdministrator: true }, { type: { in: [...principalTypes] } }],
  })
  const others = all.filter(({ id }) => id !== except)
  const keepers = others.filter((row) => !isPrincipal(row.type) && mayClaim(row))
  return (keepers.length > 0 ? keepers : others.filter(({ type }) => isPrincipal(type))).map(recipient)
}

/** The principal authorities of a business. */
export async function principalsOf(tx: Transaction, place: Place): Promise<Recipient[]> {
  return (await inForce(tx, place, { type: { in: [...principalTypes] } })).map(recipient)
}

/** One person by their authorisation, as long as it is in force. */
export async function holderOf(tx: Transaction, place: Place, authorisationId: string | null): Promise<Recipient[]> {
  return authorisationId === null ? [] : (await inForce(tx, place, { id: authorisationId })).map(recipient)
}

/** Each address once, in the order of the lists. */
export function distinct(...lists: readonly (readonly Recipient[])[]): Recipient[] {
  const seen = new Set<string>()
  return lists.flat().filter(({ email }) => !seen.has(email.toLowerCase()) && seen.add(email.toLowerCase()))
}

const principalTypes = [
  'PRINCIPAL_AUTHORITY',
  'GOVERNMENT_REPRESENTATIVE',
  'INDIRECT_ASSOCIATE',
  'RESPONSIBLE_AUTHORITY',
] as const

type Where = NonNullable<NonNullable<Parameters<Transaction['authorisation']['findMany']>[0]>['where']>

async function inForce(tx: Transaction, { abn, now, today }: Place, where: Where) {
  const rows = await tx.authorisation.findMany({
    where: { abn, status: { in: ['ACTIVE', 'ACCEPTED'] }, ...where },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 100,
  })
  return rows.filter((row) => isInForce(row, now, today))
}

/** Identity is asked for when they claim; here only the role counts. */
function mayClaim(row: Parameters<typeof roleOf>[0]): boolean {
  return decide('claim-credential', { strength: 'STRONG', role: roleOf(row) }).allowed
}

function recipient({
  id,
  email,
  givenNames,
  familyName,
}: {
  id: string
  email: string
  givenNames: string
  familyName: string
}): Recipient {
  return { authorisationId: id, email, name: `${givenNames} ${familyName}` }
}
