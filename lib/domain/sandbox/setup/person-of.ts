import { uuid } from '../../../core/random.ts'
import { pairwiseSubject } from '../../../platform/oidc/pairwise-subject.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Person, Persona } from '../../../platform/store/generated/client.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { invalidInput } from '../../parse-input.ts'

/**
 * The person that a persona is in RAM; made as their first sign-in would make it.
 *
 * @throws MandateError `common.invalid-input` where there is no such persona
 */
export async function personOf(
  tx: Transaction,
  { settings, sealer, clock, random }: Runtime,
  personaId: string,
): Promise<{ person: Person; persona: Persona }> {
  const persona = await tx.persona.findUnique({ where: { id: personaId } })
  if (persona === null) throw invalidInput({ persona: `There is no persona ${personaId.slice(0, 30)}.` })
  const subject = pairwiseSubject(sealer, 'myid', settings.oidcClientId, personaId)
  const known = await tx.person.findUnique({ where: { subject } })
  if (known !== null) return { person: known, persona }
  const at = new Date(clock.now())
  const { givenNames, familyName, birthDate, email } = persona
  const facts = { subject, givenNames, familyName, birthDate, email, createdAt: at, lastSeenAt: at }
  return { person: await tx.person.create({ data: { id: uuid(random), ...facts } }), persona }
}
