import type { Abn } from '../../core/abn.ts'
import { MandateError } from '../../core/errors/index.ts'
import { type LockedBusiness, lockBusiness } from '../../platform/clock/lock-business.ts'
import { type HistoryFacts, recordHistory } from '../../platform/history/record-history.ts'
import { type MailFacts, queueMail } from '../../platform/mail/queue-mail.ts'
import type { Transaction } from '../../platform/store/open.ts'
import { inTransaction } from '../../platform/store/transaction.ts'
import { type Outcome, once } from '../../platform/submissions.ts'
import type { UseCaseContext } from '../context.ts'
import { actorOf, heldBy, type Scene, sceneOf } from './scene.ts'

/** Which business a form changes. `act` names the form, so that its submission id serves no other. */
export type Change = { abn: Abn; submissionId: string; act: string }

/** What a change of a business can do: all in one transaction, with the business locked. */
export type ChangeTools = {
  tx: Transaction
  /** Adds to the history of the business; the actor is the person, the moment is the business's. */
  record(facts: RecordFacts): Promise<void>
  /** Puts a mail into the outbox. */
  mail(facts: Omit<MailFacts, 'at' | 'abn'>): Promise<void>
}
export type RecordFacts = Pick<HistoryFacts, 'act' | 'subject' | 'details'> & { category?: HistoryFacts['category'] }

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
  return await changeLocked(context, change, async (business, tools) => {
    const mine = await tools.tx.authorisation.findUnique({
      where: { heldBy: heldBy(change.abn, context.actor.personId) },
    })
    if (mine === null) throw new MandateError('ram.no-authorisation')
    return await work({ ...sceneOf(context.actor, business, mine), ...tools })
  })
}

/** The same for a person who need not have an authorisation there: `work` decides who may. */
export async function changeLocked<Result extends Outcome>(
  context: UseCaseContext,
  { abn, submissionId, act }: Change,
  work: (business: LockedBusiness, tools: ChangeTools) => Promise<Result>,
): Promise<Result> {
  const { runtime, actor } = context
  let mailed = false
  const result = await inTransaction(runtime.store, async (tx) => {
    const business = await lockOrHide(tx, context, abn)
    const key = { id: submissionId, personId: actor.personId, act, at: runtime.clock.now() }
    return await once(tx, key, async () => {
      const tools = changeTools(tx, context, business, () => {
        mailed = true
      })
      return await work(business, tools)
    })
  })
  if (mailed) runtime.signals.emit('mail-queued', {})
  runtime.signals.emit('business-changed', { abn })
  return result
}

/** The tools of a change of one business. */
export function changeTools(
  tx: Transaction,
  { runtime, actor }: UseCaseContext,
  { abn, now }: LockedBusiness,
  onMail: () => void,
): ChangeTools {
  return {
    tx,
    record: (facts) => recordHistory(tx, { category: 'AUTHORISATION', ...facts, abn, at: now, actor: actorOf(actor) }),
    mail: async (facts) => {
      if (await queueMail(tx, { ...facts, abn, at: runtime.clock.now() })) onMail()
    },
  }
}

async function lockOrHide(tx: Transaction, { runtime }: UseCaseContext, abn: Abn): Promise<LockedBusiness> {
  try {
    return await lockBusiness(tx, runtime.clock, abn)
  } catch (error) {
    if (error instanceof MandateError && error.code === 'common.not-found')
      throw new MandateError('ram.no-authorisation')
    throw error
  }
}
