import { z } from 'zod'
import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { parseInput } from '../../parse-input.ts'

export const stopTrustingInput = z.object({ id: z.uuid() })
export type StopTrustingInput = z.input<typeof stopTrustingInput>

/**
 * Stops trusting an external credential; its next request is refused. Sandbox only.
 *
 * @throws MandateError `common.not-found`
 */
export async function stopTrusting(runtime: Runtime, input: StopTrustingInput): Promise<void> {
  if (runtime.settings.mode !== 'sandbox') throw new MandateError('common.not-found')
  const { id } = parseInput(stopTrustingInput, input)
  await inTransaction(runtime.store, async (tx) => {
    const row = await tx.externalCredential.findUnique({ where: { id } })
    if (row === null) throw new MandateError('common.not-found')
    const { now } = await lockBusiness(tx, runtime.clock, row.abn as Abn)
    await tx.externalCredential.delete({ where: { id } })
    await recordHistory(tx, {
      abn: row.abn,
      at: now,
      category: 'CREDENTIAL',
      act: 'external-credential-no-longer-trusted',
      actor: 'system',
      subject: { id: row.sha256Fingerprint, name: row.name },
      details: {},
    })
  })
  runtime.signals.emit('relying-parties-changed', {})
}
