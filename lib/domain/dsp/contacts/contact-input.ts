import { MandateError } from '../../../core/errors/index.ts'
import { uuid } from '../../../core/random.ts'
import type { ChangeTools } from '../../ram/acting/change-tools.ts'
import { email, familyName, givenNames } from '../../ram/fields.ts'
import { optionalLine, phone } from '../fields.ts'

/** The fields of a contact's form. */
export const contactFields = { givenNames, familyName, email, phone, position: optionalLine(100) }

/** A contact's form, read. */
export type ContactFacts = { givenNames: string; familyName: string; email: string; phone: string; position?: string }

/**
 * Writes a new contact; as the main one, it takes the place of the one before.
 *
 * @throws MandateError `dsp.contact-exists`
 */
export async function writeContact(
  { tx, runtime, abn, record }: ChangeTools,
  { isMain, personId, position, ...facts }: ContactFacts & { isMain: boolean; personId?: string | null },
): Promise<string> {
  await refuseTwin(tx, { abn, email: facts.email })
  if (isMain) await takeMainAway(tx, abn)
  const id = uuid(runtime.random)
  await tx.dspContact.create({
    data: {
      id,
      abn,
      ...facts,
      position: position ?? null,
      isMain,
      mainOf: isMain ? abn : null,
      personId: personId ?? null,
      createdAt: new Date(runtime.clock.now()),
    },
  })
  await record({
    category: 'SOFTWARE',
    act: 'dsp-contact-added',
    subject: { id, name: `${facts.givenNames} ${facts.familyName}` },
    details: { email: facts.email, mainContact: isMain },
  })
  return id
}

/** @throws MandateError `dsp.contact-exists` when another current contact has the address */
export async function refuseTwin(
  tx: ChangeTools['tx'],
  { abn, email, id }: { abn: string; email: string; id?: string },
): Promise<void> {
  const twin = await tx.dspContact.findFirst({
    where: { abn, removedAt: null, email: { equals: email, mode: 'insensitive' }, id: { not: id } },
  })
  if (twin !== null) {
    throw new MandateError(
      'dsp.contact-exists',
      { email },
      { fields: { email: 'A contact with this address is registered.' } },
    )
  }
}

export async function takeMainAway(tx: ChangeTools['tx'], abn: string): Promise<void> {
  await tx.dspContact.updateMany({
    where: { mainOf: abn },
    data: { isMain: false, mainOf: null, version: { increment: 1 } },
  })
}
