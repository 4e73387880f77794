import type { Abn } from '../../../../core/abn.ts'
import { day } from '../../../../core/clock.ts'
import { lockBusiness } from '../../../../platform/clock/lock-business.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { changeTools, noEffects, tellTheHouse } from '../../acting/change-tools.ts'
import { openRegister } from '../../businesses/register/register.ts'
import { leftMail, unlinkedMail } from '../../mails/authorisation-mails.ts'
import { administratorEmails } from '../../mails/recipients.ts'
import { changeStatus } from './change-status.ts'

/** Links that one run asks the register about, the longest unchecked first. */
const batchSize = 200

/**
 * Asks the register, for each person who linked online, whether it still lists them; about once a day. Whom it lists
 * no more is no longer a principal authority. A register that does not answer ends nothing.
 */
export async function endLostAssociations(runtime: Runtime): Promise<{ checked: number; ended: number }> {
  const { store, clock } = runtime
  const since = new Date(clock.now() - day)
  const links = await store.authorisation.findMany({
    where: {
      type: 'PRINCIPAL_AUTHORITY',
      status: 'ACTIVE',
      // Who was linked with assistance has no creator: an operator answered for them.
      createdById: { not: null },
      OR: [{ associationCheckedAt: null }, { associationCheckedAt: { lt: since } }],
    },
    orderBy: { associationCheckedAt: { sort: 'asc', nulls: 'first' } },
    take: batchSize,
    include: { person: { select: { birthDate: true } } },
  })
  const register = openRegister(runtime)
  let ended = 0
  for (const { id, abn, givenNames, familyName, person } of links) {
    const proven = { givenNames, familyName, birthDate: person?.birthDate ?? null }
    if (await register.isAssociate(abn as Abn, proven)) {
      await store.authorisation.updateMany({ where: { id }, data: { associationCheckedAt: new Date(clock.now()) } })
    } else if (await endLink(runtime, abn as Abn, id)) ended++
  }
  return { checked: links.length, ended }
}

async function endLink(runtime: Runtime, abn: Abn, id: string): Promise<boolean> {
  let effects = noEffects()
  const done = await inTransaction(runtime.store, async (tx) => {
    effects = noEffects()
    const business = await lockBusiness(tx, runtime.clock, abn)
    const tools = changeTools(tx, runtime, business, 'system', effects)
    const row = await tx.authorisation.findUniqueOrThrow({ where: { id } })
    if (statusAt(row, business.now, business.today).status !== 'ACTIVE') return false
    const { authorisation } = await changeStatus(tools, row, 'no-longer-associate')
    await tools.mail(unlinkedMail(business, authorisation))
    for (const to of await administratorEmails(tools)) {
      await tools.mail(leftMail(runtime.settings, business, authorisation, to))
    }
    return true
  })
  if (done) tellTheHouse(runtime, [abn], effects)
  return done
}
