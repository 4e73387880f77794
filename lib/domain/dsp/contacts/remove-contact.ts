import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId, submissionId } from '../../ram/fields.ts'
import { changeRegisteredDsp } from '../scene.ts'

export const removeContactInput = z.object({ submissionId, abn, id: recordId })
export type RemoveContactInput = z.input<typeof removeContactInput>

/**
 * Removes a contact; the main one stays.
 *
 * @throws MandateError `common.not-found`, `dsp.main-contact-stays`
 */
export async function removeContact(context: UseCaseContext, input: RemoveContactInput): Promise<{ id: string }> {
  const { submissionId, abn, id } = parseInput(removeContactInput, input)
  const change = { abn, submissionId, act: 'remove-dsp-contact', need: 'manage' } as const
  return await changeRegisteredDsp(context, change, async ({ tx, record, runtime }) => {
    const row = await tx.dspContact.findFirst({ where: { id, abn, removedAt: null } })
    if (row === null) throw new MandateError('common.not-found')
    if (row.isMain) throw new MandateError('dsp.main-contact-stays')
    await tx.dspContact.update({
      where: { id },
      data: { removedAt: new Date(runtime.clock.now()), version: { increment: 1 } },
    })
    await record({
      category: 'SOFTWARE',
      act: 'dsp-contact-removed',
      subject: { id, name: `${row.givenNames} ${row.familyName}` },
      details: { email: row.email },
    })
    return { id }
  })
}
