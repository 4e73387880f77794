import type { Abn } from '../../../../core/abn.ts'
import { type Day, formatDay } from '../../../../core/calendar-day.ts'
import { hasCode, MandateError } from '../../../../core/errors/index.ts'
import type { BusinessTime } from '../../../../platform/clock/business-clock.ts'
import { timeWith } from '../../../../platform/clock/business-clock.ts'
import type { Authorisation } from '../../../../platform/store/generated/client.ts'
import { countWrongTry, forgiveTries, refuseGuessing } from '../../../../platform/wrong-tries.ts'
import { overrides } from '../../../../policy/authorisations/level.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { isStrongEnough } from '../../../../policy/identity/identity-strength.ts'
import { sameName } from '../../../../policy/identity/names.ts'
import { limits } from '../../../../policy/limits.ts'
import { roleStrength } from '../../../../policy/permissions/acts.ts'
import { strengthName } from '../../../../policy/permissions/decide.ts'
import { roleOf, typeLabel } from '../../../../policy/permissions/roles.ts'
import type { Actor, UseCaseContext } from '../../../context.ts'
import { hashRequestCode } from './request-code.ts'

/** A request that a code belongs to, with its business and the business's time. */
export type FoundRequest = {
  authorisation: Authorisation
  business: { abn: Abn; name: string }
  time: BusinessTime
}

/**
 * Finds the request of a code for the person who typed it. Wrong codes and wrong names are counted; too many have to
 * wait.
 *
 * @throws MandateError `common.too-many`, `ram.code-wrong`, or why the request is not for this person now
 */
export async function findRequest({ runtime, actor }: UseCaseContext, code: string): Promise<FoundRequest> {
  const { store, clock } = runtime
  const limit = {
    personId: actor.personId,
    act: 'request-code',
    tries: limits.codeTries,
    minutes: limits.codeTryMinutes,
  }
  await refuseGuessing(store, limit, clock.now())
  try {
    const row = await store.authorisation.findUnique({
      where: { codeHash: hashRequestCode(runtime, code) },
      include: { business: true },
    })
    if (row === null) throw new MandateError('ram.code-wrong', {}, { fields: { code: 'We do not know this code.' } })
    const { business, ...authorisation } = row
    const time = timeWith(clock, business.clockOffsetMs)
    refuseOthers(authorisation, actor)
    await forgiveTries(store, limit)
    return { authorisation, business: { abn: business.abn as Abn, name: business.name }, time }
  } catch (error) {
    if (hasCode(error, 'ram.code-wrong', 'ram.name-mismatch')) await countWrongTry(store, limit, clock.now())
    throw error
  }
}

/** Refuses a person whom the request does not name. Only their own name is told. */
export function refuseOthers(authorisation: Authorisation, actor: Actor): void {
  // A request that follows from assisted linking is for one known person.
  if (
    authorisation.personId !== null &&
    authorisation.acceptedAt === null &&
    authorisation.personId !== actor.personId
  ) {
    throw new MandateError('ram.code-wrong')
  }
  if (!sameName(authorisation, actor)) {
    throw new MandateError('ram.name-mismatch', { name: `${actor.givenNames} ${actor.familyName}` })
  }
}

/** Refuses a request that cannot be answered any more. */
export function refuseGone(authorisation: Authorisation, { now, today }: BusinessTime): void {
  const { status, inactiveReason } = statusAt(authorisation, now, today)
  if (status === 'PENDING') {
    if (authorisation.endDate === null || authorisation.endDate >= today) return
    throw new MandateError('ram.code-lapsed', { days: limits.codeDays })
  }
  if (inactiveReason === 'CODE_EXPIRED') throw new MandateError('ram.code-lapsed', { days: limits.codeDays })
  if (inactiveReason === 'REMOVED' && authorisation.acceptedAt === null) throw new MandateError('ram.request-withdrawn')
  throw new MandateError('ram.request-answered')
}

/**
 * Refuses what cannot be accepted any more, or not by this person.
 *
 * @param held the person's authorisation for the business already, as it is now
 */
export function refuseUnanswerable(
  authorisation: Authorisation,
  time: BusinessTime,
  actor: Actor,
  held: Authorisation | null,
): void {
  refuseGone(authorisation, time)
  const needed = roleStrength[roleOf(authorisation)]
  if (!isStrongEnough(actor.strength, needed)) {
    throw new MandateError('ram.identity-too-weak', {
      needed: strengthName(needed),
      actual: strengthName(actor.strength),
    })
  }
  if (held !== null && !overrides(authorisation.type, held.type)) {
    const since = formatDay(held.startDate as Day)
    throw new MandateError('ram.already-authorised', { held: `${typeLabel(held).toLowerCase()} since ${since}` })
  }
}
