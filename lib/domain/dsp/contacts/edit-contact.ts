import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId, submissionId, version, yesNo } from '../../ram/fields.ts'
import { changedMeanwhile } from '../../ram/history/changed-meanwhile.ts'
import { changeRegisteredDsp } from '../scene.ts'
import { contactFields, refuseTwin, takeMainAway } from './contact-input.ts'

export const editContactInput = z.object({
  submissionId,
  abn,
  id: recordId,
  version,
  ...contactFields,
  isMain: yesNo('Choose whether this is the main contact.'),
})
export type EditContactInput = z.input<typeof editContactInput>

/**
 * Changes a contact. Made the main one, it takes the place of the one before.
 *
 * @throws MandateError `common.not-found`, `common.changed-meanwhile`, `dsp.contact-exists`, `dsp.main-contact-stays`
 */
export async function editContact(context: UseCaseContext, input: EditContactInput): Promise<{ id: string }> {
  const { submissionId, abn, id, version, isMain, position, ...facts } = parseInput(editContactInput, input)
  const change = { abn, submissionId, act: 'edit-dsp-contact', need: 'manage' } as const
  return await changeRegisteredDsp(context, change, async ({ tx, record }) => {
    const row = await tx.dspContact.findFirst({ where: { id, abn, removedAt: null } })
    if (row === null) throw new MandateError('common.not-found')
    if (row.version !== version) throw await changedMeanwhile(tx, row, version)
    if (row.isMain && !isMain) throw new MandateError('dsp.main-contact-stays')
    await refuseTwin(tx, { abn, email: facts.email, id })
    if (isMain && !row.isMain) await takeMainAway(tx, abn)
    await tx.dspContact.update({
      where: { id },
      data: { ...facts, position: position ?? null, isMain, mainOf: isMain ? abn : null, version: { increment: 1 } },
    })
    await record({
      category: 'SOFTWARE',
      act: 'dsp-contact-edited',
      subject: { id, name: `${facts.givenNames} ${facts.familyName}` },
      details: { email: facts.email, mainContact: isMain },
    })
    return { id }
  })
}
