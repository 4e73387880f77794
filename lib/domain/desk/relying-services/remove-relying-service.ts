import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { submissionId, version } from '../../ram/fields.ts'
import { endSharing } from '../../ram/sharing/withdraw-sharing.ts'
import { recordName } from '../fields.ts'
import { operate, refuseChanged } from '../operate.ts'
import { toServiceView } from './service-view.ts'

export const removeRelyingServiceInput = z.object({ submissionId, id: recordName, version })
export type RemoveRelyingServiceInput = z.input<typeof removeRelyingServiceInput>

/**
 * Takes a relying service away: it can sign nobody in and ask nothing any more, and what people shared with it ends.
 *
 * @throws MandateError `common.not-found`, `common.changed-meanwhile`, `desk.party-simulated`
 */
export async function removeRelyingService(
  context: UseCaseContext,
  input: RemoveRelyingServiceInput,
): Promise<{ id: string; name: string }> {
  const form = { act: 'remove-relying-service', schema: removeRelyingServiceInput, input }
  return await operate(context, form, async ({ id, version: seen }, { tx, record }) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('mandate/relying-services'))`
    const row = await tx.relyingService.findUnique({ where: { id } })
    if (row === null) throw new MandateError('common.not-found')
    const { name } = row
    if (toServiceView(row, context.runtime.settings).isSimulated)
      throw new MandateError('desk.party-simulated', { name })
    await refuseChanged(tx, row, seen)
    const people = await tx.relyingServicePerson.findMany({ where: { serviceId: id } })
    for (const person of people) await endSharing(tx, person, context.runtime.clock.now())
    await tx.relyingService.delete({ where: { id } })
    await record({ act: 'relying-service-removed', subject: { id, name }, details: { people: people.length } })
    return { id, name }
  })
}
