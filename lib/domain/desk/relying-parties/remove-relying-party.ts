import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { submissionId, version } from '../../ram/fields.ts'
import { recordName } from '../fields.ts'
import { operate, refuseChanged } from '../operate.ts'
import { isSimulated } from './party-view.ts'

export const removeRelyingPartyInput = z.object({ submissionId, id: recordName, version })
export type RemoveRelyingPartyInput = z.input<typeof removeRelyingPartyInput>

/**
 * Takes a relying party away: from now on no token is made for it. Tokens that it has keep their end.
 *
 * @throws MandateError `common.not-found`, `common.changed-meanwhile`, `desk.party-simulated`
 */
export async function removeRelyingParty(
  context: UseCaseContext,
  input: RemoveRelyingPartyInput,
): Promise<{ id: string; name: string }> {
  const { runtime } = context
  const form = { act: 'remove-relying-party', schema: removeRelyingPartyInput, input }
  const removed = await operate(context, form, async ({ id, version: seen }, { tx, record }) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('mandate/relying-parties'))`
    const row = await tx.relyingParty.findUnique({ where: { id } })
    if (row === null) throw new MandateError('common.not-found')
    const { name } = row
    if (isSimulated(id, runtime.settings)) throw new MandateError('desk.party-simulated', { name })
    await refuseChanged(tx, row, seen)
    await tx.relyingParty.delete({ where: { id } })
    await record({ act: 'relying-party-removed', subject: { id, name } })
    return { id, name }
  })
  runtime.signals.emit('relying-parties-changed', {})
  return removed
}
