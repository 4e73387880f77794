import type { Abn } from '../../../core/abn.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { distinct, holderOf, principalsOf } from '../mails/recipients.ts'
import { sendToEach } from '../mails/send.ts'
import { revokedMail } from '../mails/write.ts'
import { revokeRow } from '../record/revoke-row.ts'
import { revocationLabel } from '../record/show-row.ts'
import { stateAt } from '../rules/lifecycle.ts'
import { businessMoment, dueIds } from './due.ts'

type Ended = { kind: 'lapsed' | 'replaced'; mails: number }

/** Revokes credentials whose days for a claim are over, and renewed ones on their day. Each in its own transaction. */
export async function endDueCredentials(
  runtime: Runtime,
): Promise<{ lapsed: number; replaced: number; mails: number }> {
  const moment = businessMoment(runtime.clock.now())
  const due = await dueIds(
    runtime,
    Prisma.sql`c."status" IN ('ACTIVE', 'SUSPENDED') AND (
      (c."worksUntil" <= ${moment} AND c."worksUntil" < c."notAfter")
      OR (c."revokeAt" <= ${moment} AND c."revokeAt" < c."notAfter"))`,
  )
  const counts = { lapsed: 0, replaced: 0, mails: 0 }
  for (const { id, abn } of due) {
    const ended = await endOne(runtime, id, abn as Abn)
    if (ended === undefined) continue
    counts[ended.kind]++
    counts.mails += ended.mails
    runtime.signals.emit('credential-changed', { credentialId: id, abn })
  }
  return counts
}

async function endOne(runtime: Runtime, id: string, abn: Abn): Promise<Ended | undefined> {
  return await inTransaction(runtime.store, async (tx) => {
    const { now, today, name } = await lockBusiness(tx, runtime.clock, abn)
    const row = await tx.credential.findUniqueOrThrow({ where: { id } })
    const state = stateAt(row, now)
    if (state.status !== 'revoked' || row.status === 'REVOKED') return undefined
    const unclaimed = row.worksUntil?.getTime() === state.at
    await revokeRow(tx, { id, version: row.version, at: state.at, reason: state.reason, unclaimed })
    await recordHistory(tx, {
      abn,
      at: now,
      category: 'CREDENTIAL',
      act: unclaimed ? 'credential-lapsed' : 'credential-replaced',
      actor: 'system',
      subject: { id, name: row.name },
      details: { serial: row.serial, reason: state.reason },
    })
    const place = { abn, now, today }
    const mail = revokedMail(
      { ...row, business: { abn, name }, publicUrl: runtime.settings.publicUrl },
      { by: undefined, reason: revocationLabel(row, state.at, state.reason) },
    )
    const recipients = distinct(await holderOf(tx, place, row.custodianId), await principalsOf(tx, place))
    const mails = await sendToEach(tx, mail, recipients, runtime.clock.now())
    return { kind: unclaimed ? 'lapsed' : 'replaced', mails }
  })
}
