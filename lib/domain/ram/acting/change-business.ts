import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { type LockedBusiness, lockBusiness } from '../../../platform/clock/lock-business.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { type Outcome, once } from '../../../platform/submissions.ts'
import type { UseCaseContext } from '../../context.ts'
import { type ChangeTools, changeTools, noEffects, tellTheHouse } from './change-tools.ts'
import { actorOf, heldBy, refuseOver, type Scene, sceneOf } from './scene.ts'

/** Which business a form changes. `act` names the form, so that its submission id serves no other. */
export type Change = { abn: Abn; submissionId: string; act: string }

/**
 * Changes a business that the person acts for: runs `work` once for the form, and tells the house after the commit.
 *
 * @throws MandateError `ram.no-authorisation` when the person may not act for it, or there is no such business
 */
export async function changeBusiness<Result extends Outcome>(
  context: UseCaseContext,
  change: Change,
  work: (scene: Scene & ChangeTools) => Promise<Result>,
): Promise<Result> {
  return await changeLocked(context, change, async (tools) => {
    const mine = await tools.tx.authorisation.findUnique({
      where: { heldBy: heldBy(change.abn, context.actor.personId) },
    })
    if (mine === null) throw new MandateError('ram.no-authorisation')
    return await work({ ...refuseOver(sceneOf(context.actor, tools, mine)), ...tools })
  })
}

/** The same for a person who need not have an authorisation there: `work` decides who may. */
export async function changeLocked<Result extends Outcome>(
  context: UseCaseContext,
  { abn, submissionId, act }: Change,
  work: (tools: ChangeTools) => Promise<Result>,
): Promise<Result> {
  const { runtime, actor } = context
  let effects = noEffects()
  const result = await inTransaction(runtime.store, async (tx) => {
    effects = noEffects()
    const business = await lockOrHide(() => lockBusiness(tx, runtime.clock, abn))
    const key = { id: submissionId, personId: actor.personId, act, at: runtime.clock.now() }
    return await once(tx, key, () => work(changeTools(tx, runtime, business, actorOf(actor), effects)))
  })
  tellTheHouse(runtime, [abn], effects)
  return result
}

async function lockOrHide(lock: () => Promise<LockedBusiness>): Promise<LockedBusiness> {
  try {
    return await lock()
  } catch (error) {
    if (error instanceof MandateError && error.code === 'common.not-found')
      throw new MandateError('ram.no-authorisation')
    throw error
  }
}
