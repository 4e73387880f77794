import { z } from 'zod'
import { uuid } from '../../../core/random.ts'
import { lockBusinesses } from '../../../platform/clock/lock-business.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { parseInput } from '../../parse-input.ts'
import { abn } from '../../ram/fields.ts'
import { knowBusiness } from '../know-business.ts'
import { requireSandbox } from '../require-sandbox.ts'

export const notifyOfSoftwareInput = z.object({
  client: abn,
  provider: abn,
  softwareId: z.string({ error: 'Enter the software ID.' }).regex(/^\d{10}$/, { error: 'Enter 10 digits.' }),
  service: z.string().trim().max(60).default('usi').describe('Service of the catalogue.'),
})

/** Notifies of cloud software, accepted at once. @throws MandateError `common.not-found`, `common.invalid-input` */
export async function notifyOfSoftware(
  runtime: Runtime,
  input: z.input<typeof notifyOfSoftwareInput>,
): Promise<{ id: string }> {
  requireSandbox(runtime)
  const { client, provider, softwareId, service } = parseInput(notifyOfSoftwareInput, input)
  const id = uuid(runtime.random)
  await inTransaction(runtime.store, async (tx) => {
    for (const one of [client, provider].sort()) await knowBusiness(tx, runtime, one)
    const [here] = await lockBusinesses(tx, runtime.clock, [client, provider])
    const { now, today } = here as NonNullable<typeof here>
    const at = new Date(now)
    await tx.cloudNotification.create({
      data: {
        id,
        clientAbn: client,
        providerAbn: provider,
        softwareId,
        serviceId: service,
        status: 'ACCEPTED',
        startDate: today,
        createdAt: at,
        decidedAt: at,
      },
    })
    for (const one of [client, provider].sort()) {
      await recordHistory(tx, {
        abn: one,
        at: now,
        category: 'NOTIFICATION',
        act: 'notification-added',
        actor: 'system',
        subject: { id, name: softwareId },
        details: { client, provider, softwareId, service, startDate: today },
      })
    }
  })
  for (const one of [client, provider]) runtime.signals.emit('business-changed', { abn: one })
  return { id }
}
