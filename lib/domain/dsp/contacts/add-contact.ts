import { z } from 'zod'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { abn, submissionId, yesNo } from '../../ram/fields.ts'
import { contactAddedMail } from '../mails/dsp-mails.ts'
import { changeRegisteredDsp } from '../scene.ts'
import { fileRequest } from '../support/file-request.ts'
import { contactFields, writeContact } from './contact-input.ts'

export const addContactInput = z.object({
  submissionId,
  abn,
  ...contactFields,
  isMain: yesNo('Choose whether this is the main contact.'),
})
export type AddContactInput = z.input<typeof addContactInput>

/**
 * The new contact registration: for the person who fills it in, or for a colleague.
 *
 * @throws MandateError `dsp.not-registered`, `dsp.contact-exists`, and what `enterDsp` throws
 */
export async function addContact(context: UseCaseContext, input: AddContactInput): Promise<{ id: string }> {
  const { submissionId, abn, ...facts } = parseInput(addContactInput, input)
  const author = actorOf(context.actor)
  const change = { abn, submissionId, act: 'add-dsp-contact', need: 'manage' } as const
  return await changeRegisteredDsp(context, change, async (tools) => {
    const name = `${facts.givenNames} ${facts.familyName}`
    const isSelf = name.toLowerCase() === author.name.toLowerCase()
    const id = await writeContact(tools, { ...facts, personId: isSelf ? author.id : null })
    await fileRequest(tools, {
      kind: 'CONTACT_REGISTRATION',
      status: 'RESOLVED',
      subject: `New contact: ${name}`,
      email: tools.mine.email,
      author,
      text: `${name} becomes ${facts.isMain ? 'the main contact' : 'a contact'}.`,
      answer: 'The contact is registered.',
    })
    await tools.mail(contactAddedMail(tools.runtime.settings, tools.business, { id, ...facts }))
    return { id }
  })
}
