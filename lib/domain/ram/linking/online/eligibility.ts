import { describeError, type ErrorCode, MandateError } from '../../../../core/errors/index.ts'
import { timeWith } from '../../../../platform/clock/business-clock.ts'
import type { Authorisation } from '../../../../platform/store/generated/client.ts'
import { countWrongTry, forgiveTries, refuseGuessing } from '../../../../platform/wrong-tries.ts'
import { overrides } from '../../../../policy/authorisations/level.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import type { Address } from '../../../../policy/identity/address.ts'
import { isStrongEnough } from '../../../../policy/identity/identity-strength.ts'
import { limits } from '../../../../policy/limits.ts'
import { strengthName } from '../../../../policy/permissions/decide.ts'
import { typeLabel } from '../../../../policy/permissions/roles.ts'
import type { UseCaseContext } from '../../../context.ts'
import { heldBy } from '../../acting/scene.ts'
import { type Association, openRegister } from '../../businesses/register/register.ts'
import type { EligibleBusiness } from './find-eligible-businesses.ts'

/** An association of the register, and whether linking it would work now. */
export type Eligibility = { association: Association; problem: MandateError | null; held: Authorisation | null }

/**
 * What the register lists the person for at an address, and which of it they can link. Addresses that match nothing
 * are counted; too many have to wait.
 *
 * @throws MandateError `ram.identity-too-weak-to-link`, `ram.no-eligible-business`, `common.too-many`
 */
export async function eligibilityOf(context: UseCaseContext, address: Address): Promise<Eligibility[]> {
  const { runtime, actor } = context
  const { store, clock } = runtime
  if (!isStrongEnough(actor.strength, 'STRONG')) {
    throw new MandateError('ram.identity-too-weak-to-link', { actual: strengthName(actor.strength) })
  }
  const limit = {
    personId: actor.personId,
    act: 'address',
    tries: limits.addressTries,
    minutes: limits.addressTryMinutes,
  }
  await refuseGuessing(store, limit, clock.now())
  const person = await store.person.findUniqueOrThrow({ where: { id: actor.personId } })
  const { givenNames, familyName } = actor
  const associations = await openRegister(runtime).findAssociations(
    { givenNames, familyName, birthDate: person.birthDate },
    address,
  )
  if (associations.length === 0) {
    await countWrongTry(store, limit, clock.now())
    throw new MandateError('ram.no-eligible-business')
  }
  await forgiveTries(store, limit)
  const held = await heldAuthorisations(context, associations)
  return associations.map((association) => {
    const mine = held.get(association.business.abn) ?? null
    return { association, held: mine, problem: problemOf(association, mine) }
  })
}

/** Why an association cannot be linked, or null. */
export function problemOf({ business, detailsOutdated }: Association, held: Authorisation | null): MandateError | null {
  const { abn } = business
  if (business.status === 'CANCELLED') return new MandateError('ram.abn-cancelled', { abn })
  if (held !== null && !overrides('PRINCIPAL_AUTHORITY', held.type))
    return new MandateError('ram.already-linked', { abn })
  return detailsOutdated ? new MandateError('ram.details-outdated', { abn }) : null
}

/** How pages show it. */
export function toEligible({ association, problem, held }: Eligibility): EligibleBusiness {
  const { abn, name, entityType } = association.business
  return {
    abn,
    name,
    entityType,
    associateRole: association.role,
    problem: problem === null ? null : describeError(problem),
    replaces: problem === null && held !== null ? typeLabel(held) : null,
  }
}

/** When nothing can be linked: the reason that helps most. */
export function commonProblem(all: readonly Eligibility[]): MandateError {
  if (all.every(({ problem }) => problem?.code === 'ram.already-linked')) return new MandateError('ram.all-linked')
  const order: ErrorCode[] = ['ram.details-outdated', 'ram.abn-cancelled']
  for (const code of order) {
    const found = all.find(({ problem }) => problem?.code === code)?.problem
    if (found) return found
  }
  return new MandateError('ram.no-eligible-business')
}

async function heldAuthorisations(
  { runtime, actor }: UseCaseContext,
  associations: readonly Association[],
): Promise<Map<string, Authorisation>> {
  const rows = await runtime.store.authorisation.findMany({
    where: { heldBy: { in: associations.map(({ business }) => heldBy(business.abn, actor.personId)) } },
    include: { business: { select: { clockOffsetMs: true } } },
  })
  const held = new Map<string, Authorisation>()
  for (const row of rows) {
    const { now, today } = timeWith(runtime.clock, row.business.clockOffsetMs)
    if (statusAt(row, now, today).status !== 'INACTIVE') held.set(row.abn, row)
  }
  return held
}
