import { instant, minute } from '../../../core/clock.ts'
import { timeWith } from '../../../platform/clock/business-clock.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'

/** How long issuing may take before it counts as cut off, ms; in truth it takes some hundredths of a second. */
const longestIssuing = 2 * minute

/**
 * Gives up a credential whose issuing did not come to its end. Its certificate may have been signed, so its serial
 * number is revoked, and its key stays used.
 *
 * @returns false where it was finished or given up by others meanwhile
 */
export async function abandonIssuing(runtime: Runtime, id: string): Promise<boolean> {
  const done = await inTransaction(runtime.store, async (tx) => {
    const row = await tx.credential.findUnique({
      where: { id },
      select: { abn: true, name: true, serial: true, business: { select: { clockOffsetMs: true } } },
    })
    if (row === null) return undefined
    const { now } = timeWith(runtime.clock, row.business.clockOffsetMs)
    const { count } = await tx.credential.updateMany({
      where: { id, status: 'ISSUING' },
      data: {
        status: 'REVOKED',
        revokedAt: new Date(now),
        revocationReason: 'UNSPECIFIED',
        custodianId: null,
        version: { increment: 1 },
      },
    })
    if (count === 0) return undefined
    await recordHistory(tx, {
      abn: row.abn,
      at: now,
      category: 'CREDENTIAL',
      act: 'credential-abandoned',
      actor: 'system',
      subject: { id, name: row.name },
      details: { serial: row.serial },
    })
    return row
  })
  if (done === undefined) return false
  runtime.signals.emit('credential-changed', { credentialId: id, abn: done.abn })
  return true
}

/** Gives up every credential whose issuing was cut off, as by a crash. @returns how many */
export async function abandonCutOffIssuing(runtime: Runtime): Promise<number> {
  const rows = await runtime.store.credential.findMany({
    where: { status: 'ISSUING' },
    select: { id: true, createdAt: true, business: { select: { clockOffsetMs: true } } },
    take: 500,
  })
  let abandoned = 0
  for (const { id, createdAt, business } of rows) {
    // By the clock that the moment of creation was told by; a clock that was set back since then makes it old too.
    const age = timeWith(runtime.clock, business.clockOffsetMs).now - instant(createdAt)
    const isCutOff = age > longestIssuing || age < -longestIssuing
    if (isCutOff && (await abandonIssuing(runtime, id))) abandoned++
  }
  return abandoned
}
