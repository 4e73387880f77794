import type { Abn } from '../../../core/abn.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { statusAt } from '../../../policy/authorisations/lifecycle.ts'
import type { UseCaseContext } from '../../context.ts'
import { changeTools, noEffects, tellTheHouse } from '../acting/change-tools.ts'
import { actorOf, heldBy } from '../acting/scene.ts'
import { fullName } from '../mails/authorisation-mails.ts'

/** Businesses that one call brings up to date; a person with more calls again. */
const atOnce = 50

/**
 * Brings the name on a person's authorisations up to the one of their Digital ID, after a marriage or another change of
 * name; each business's history tells it. The identity provider has proven the new name, so nobody has to agree.
 *
 * @returns how many were changed, and how many are left for the next call
 */
export async function updateMyName(context: UseCaseContext): Promise<{ changed: number; left: number }> {
  const { runtime, actor } = context
  const where = otherName(context)
  const rows = await runtime.store.authorisation.findMany({
    where,
    select: { abn: true },
    orderBy: { id: 'asc' },
    take: atOnce,
  })
  let changed = 0
  for (const { abn } of rows) if (await updateOne(context, abn as Abn)) changed++
  return { changed, left: await runtime.store.authorisation.count({ where: otherName({ runtime, actor }) }) }
}

/** Authorisations in force or accepted that bear another name than the person's Digital ID. */
export function otherName({ actor }: UseCaseContext) {
  const { personId, givenNames, familyName } = actor
  return {
    personId,
    status: { in: ['ACTIVE', 'ACCEPTED'] as ('ACTIVE' | 'ACCEPTED')[] },
    OR: [{ givenNames: { not: givenNames } }, { familyName: { not: familyName } }],
  }
}

async function updateOne({ runtime, actor }: UseCaseContext, abn: Abn): Promise<boolean> {
  const { givenNames, familyName, personId } = actor
  const effects = noEffects()
  const done = await inTransaction(runtime.store, async (tx) => {
    const business = await lockBusiness(tx, runtime.clock, abn)
    const tools = changeTools(tx, runtime, business, actorOf(actor), effects)
    const row = await tx.authorisation.findUnique({ where: { heldBy: heldBy(abn, personId) } })
    if (row === null || (row.givenNames === givenNames && row.familyName === familyName)) return false
    if (statusAt(row, business.now, business.today).status === 'INACTIVE') return false
    const updated = await tx.authorisation.update({
      where: { id: row.id },
      data: { givenNames, familyName, version: { increment: 1 } },
    })
    const changed = {
      ...(row.givenNames === givenNames ? {} : { givenNames: { from: row.givenNames, to: givenNames } }),
      ...(row.familyName === familyName ? {} : { familyName: { from: row.familyName, to: familyName } }),
    }
    await tools.record({
      act: 'name-changed',
      subject: { id: row.id, name: fullName(updated) },
      details: { version: updated.version, changed },
    })
    return true
  })
  if (done) tellTheHouse(runtime, [abn], effects)
  return done
}
