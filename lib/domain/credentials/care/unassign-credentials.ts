import type { Abn } from '../../../core/abn.ts'
import { addDays, dayOf, startOfDay } from '../../../core/calendar-day.ts'
import type { Instant } from '../../../core/clock.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { limits } from '../../../policy/limits.ts'
import { claimersOf } from '../mails/recipients.ts'
import { sendToEach } from '../mails/send.ts'
import { unassignedMail } from '../mails/write.ts'
import { permits, stateAt } from '../rules/lifecycle.ts'

/** An authorisation that no longer lets its holder look after machine credentials. */
export type EndedKeeper = {
  abn: Abn
  authorisationId: string
  /** The business's clock. */
  now: Instant
  /** Who ended it; `system` for what time did. */
  actor: { id: string; name: string } | 'system'
}

/**
 * To be called in the transaction in which somebody stops being a principal authority or machine credential
 * administrator (removed, expired, overridden without the role, role taken away): every credential that they look after
 * becomes unassigned. It works for 60 more days; those who can claim it are mailed at once, and on days 30 and 53.
 *
 * @returns ids of the credentials; after the commit emit `credential-changed` for each, and `mail-queued`
 */
export async function onMachineCredentialAdministratorEnded(
  tx: Transaction,
  runtime: Pick<Runtime, 'clock' | 'settings'>,
  { abn, authorisationId, now, actor }: EndedKeeper,
): Promise<string[]> {
  const held = await tx.credential.findMany({
    where: { abn, custodianId: authorisationId, status: 'ACTIVE' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { business: { select: { name: true } } },
  })
  const today = dayOf(now)
  // Through the whole of the last day.
  const worksUntil = startOfDay(addDays(today, limits.unassignedCredentialDays + 1))
  const recipients = held.length === 0 ? [] : await claimersOf(tx, { abn, now, today }, authorisationId)
  const unassigned = held.filter((row) => permits(stateAt(row, now), 'unassign'))
  for (const row of unassigned) {
    await tx.credential.update({
      where: { id: row.id },
      data: {
        status: 'SUSPENDED',
        custodianId: null,
        unassignedAt: new Date(now),
        worksUntil: new Date(worksUntil),
        version: { increment: 1 },
      },
    })
    await recordHistory(tx, {
      abn,
      at: now,
      category: 'CREDENTIAL',
      act: 'credential-suspended',
      actor,
      subject: { id: row.id, name: row.name },
      details: { serial: row.serial, worksUntil: new Date(worksUntil).toISOString() },
    })
    const mailed = { ...row, business: { abn, name: row.business.name }, publicUrl: runtime.settings.publicUrl }
    await sendToEach(tx, unassignedMail(mailed, { stage: 0, worksUntil }), recipients, runtime.clock.now())
  }
  return unassigned.map(({ id }) => id)
}
