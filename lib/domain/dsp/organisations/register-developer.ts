import { z } from 'zod'
import { dayOf, formatDay } from '../../../core/calendar-day.ts'
import { instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { developerKindNames, developerKinds } from '../../../policy/dsp/products.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { abn, declaration, submissionId } from '../../ram/fields.ts'
import { contactFields, writeContact } from '../contacts/contact-input.ts'
import { website } from '../fields.ts'
import { developerRegisteredMail } from '../mails/dsp-mails.ts'
import { changeDsp } from '../scene.ts'
import { fileRequest } from '../support/file-request.ts'

export const registerDeveloperInput = z.object({
  submissionId,
  abn,
  developerKinds: z
    .array(z.enum(developerKinds, { error: 'Choose from the list.' }))
    .min(1, { error: 'Choose at least one.' })
    .transform((kinds) => developerKinds.filter((kind) => kinds.includes(kind))),
  website,
  /** The main contact. */
  ...contactFields,
  declaration,
})
export type RegisterDeveloperInput = z.input<typeof registerDeveloperInput>

export type RegisterDeveloperResult = { abn: string; requestId: string }

/**
 * The SBR developer registration: makes the business a DSP, with its main contact. It takes effect at once.
 *
 * @throws MandateError `dsp.already-registered`, and what `enterDsp` throws
 */
export async function registerDeveloper(
  context: UseCaseContext,
  input: RegisterDeveloperInput,
): Promise<RegisterDeveloperResult> {
  const {
    submissionId,
    abn,
    developerKinds: kinds,
    website: site,
    declaration: _,
    ...contact
  } = parseInput(registerDeveloperInput, input)
  const author = actorOf(context.actor)
  const change = { abn, submissionId, act: 'register-developer', need: 'manage' } as const
  return await changeDsp(context, change, async (tools) => {
    if (tools.organisation !== null) {
      const since = formatDay(dayOf(instant(tools.organisation.registeredAt)))
      throw new MandateError('dsp.already-registered', { since })
    }
    const { runtime, tx, business } = tools
    await tx.dspOrganisation.create({
      data: {
        abn,
        developerKinds: kinds,
        website: site ?? null,
        registeredAt: new Date(runtime.clock.now()),
        registeredById: author.id,
        registeredByName: author.name,
      },
    })
    await tools.record({
      category: 'SOFTWARE',
      act: 'dsp-registered',
      subject: { id: abn, name: business.name },
      details: { developer: kinds.map((kind) => developerKindNames[kind].name).join(', ') },
    })
    await writeContact(tools, { ...contact, isMain: true })
    const { id } = await fileRequest(tools, {
      kind: 'DEVELOPER_REGISTRATION',
      status: 'RESOLVED',
      subject: 'SBR developer registration',
      email: contact.email,
      author,
      text: `${business.name} registers as: ${kinds.map((kind) => developerKindNames[kind].name).join(', ')}.`,
      answer: 'The registration is in force. You can now register a product.',
    })
    await tools.mail(developerRegisteredMail(runtime.settings, business, contact))
    return { abn, requestId: id }
  })
}
