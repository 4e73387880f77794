import type { Abn } from '../../../core/abn.ts'
import type { Day } from '../../../core/calendar-day.ts'
import type { Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { timeWith } from '../../../platform/clock/business-clock.ts'
import type { LockedBusiness as BusinessAtATime } from '../../../platform/clock/lock-business.ts'
import type { Authorisation } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'
import { statusAt } from '../../../policy/authorisations/lifecycle.ts'
import type { Act } from '../../../policy/permissions/acts.ts'
import { type Asker, decide, type Target } from '../../../policy/permissions/decide.ts'
import { roleOf } from '../../../policy/permissions/roles.ts'
import type { Actor, UseCaseContext } from '../../context.ts'

/** A business as one person meets it: its time, their authorisation, what their role allows. */
export type Scene = {
  business: { abn: Abn; name: string; entityType: string }
  /** The business's own moment and day. */
  now: Instant
  today: Day
  /** The person's authorisation: in force, or accepted for a later start. */
  mine: Authorisation
  asker: Asker
  /** Who asks about a target: to one's own authorisation, also one that starts later. */
  askerFor(target?: Target): Asker
  /**
   * Refuses what the permission matrix refuses.
   *
   * @throws MandateError with the matrix's code
   */
  permit(act: Act, target?: Target): void
}

/** A business that the person has entered: when they opened it last, and whether it is on top of their list. */
export type EnteredScene = Scene & { visit: Visit }

/**
 * Reads a business for the person who asks.
 *
 * @throws MandateError `ram.no-authorisation` when they hold none there that is in force, or accepted for later;
 *   whether the business exists is not told
 */
export async function enterBusiness(context: UseCaseContext, abn: Abn, tx?: Transaction): Promise<EnteredScene> {
  const { runtime, entered } = context
  if (tx !== undefined || entered === undefined) return await readScene(context, abn, tx ?? runtime.store)
  const scene = entered.get(abn) ?? readScene(context, abn, runtime.store)
  entered.set(abn, scene)
  return await scene
}

/** One question for the business and the person's authorisation in it: every page of a business asks it. */
async function readScene({ runtime, actor }: UseCaseContext, abn: Abn, db: Store | Transaction): Promise<EnteredScene> {
  const [row] = await db.$queryRaw<(Authorisation & BusinessColumns)[]>`
    SELECT a.*, b."name" AS "nameOfBusiness", b."entityType" AS "entityType", b."clockOffsetMs" AS "clockOffsetMs",
      v."openedAt" AS "openedAt", v."pinnedAt" AS "pinnedAt"
    FROM "Authorisation" a JOIN "Business" b ON b."abn" = a."abn"
      LEFT JOIN "BusinessVisit" v ON v."abn" = a."abn" AND v."personId" = a."personId"
    WHERE a."heldBy" = ${heldBy(abn, actor.personId)} AND a."abn" = ${abn}`
  if (row === undefined) throw new MandateError('ram.no-authorisation')
  const { nameOfBusiness: name, entityType, clockOffsetMs, openedAt, pinnedAt, ...mine } = row
  const scene = sceneOf(actor, { abn, name, entityType, ...timeWith(runtime.clock, clockOffsetMs) }, mine)
  return { ...refuseOver(scene), visit: { openedAt, pinnedAt } }
}

type BusinessColumns = Visit & { nameOfBusiness: string; entityType: string; clockOffsetMs: bigint }

type Visit = { openedAt: Date | null; pinnedAt: Date | null }

/** Refuses a scene whose authorisation is over: nothing of the business is shown. */
export function refuseOver(scene: Scene): Scene {
  if (statusAt(scene.mine, scene.now, scene.today).status === 'INACTIVE') throw new MandateError('ram.no-authorisation')
  return scene
}

/** What an authorisation in force, or accepted for later, bears as `heldBy`. */
export function heldBy(abn: string, personId: string): string {
  return `${abn}/${personId}`
}

/** The person as the actor of a history entry. */
export function actorOf({ personId, givenNames, familyName, through }: Actor): { id: string; name: string } {
  const name = `${givenNames} ${familyName}`
  return { id: personId, name: through === undefined ? name : `${name} (${through})` }
}

/** An authorisation as the target of an act, for the permission matrix. */
export function targetOf(authorisation: Authorisation, mine: Authorisation): Target {
  return { relationship: authorisation.id === mine.id ? 'own' : 'other', type: authorisation.type }
}

/** The scene of a person with an authorisation there; when that is over, nothing is allowed in it. */
export function sceneOf(actor: Actor, business: BusinessAtATime, mine: Authorisation): Scene {
  const { abn, name, entityType, now, today } = business
  const { status } = statusAt(mine, now, today)
  const asker: Asker = { strength: actor.strength, role: status === 'ACTIVE' ? roleOf(mine) : null }
  // Who has accepted for a later start can look after their own authorisation already, and nothing else.
  const ownRole = status === 'INACTIVE' ? null : roleOf(mine)
  const askerFor = (target?: Target) => (target?.relationship === 'own' ? { ...asker, role: ownRole } : asker)
  return {
    business: { abn, name, entityType },
    now,
    today,
    mine,
    asker,
    askerFor,
    permit(act, target) {
      const decision = decide(act, askerFor(target), target)
      if (!decision.allowed) throw new MandateError(decision.code, decision.details)
    },
  }
}
