import { z } from 'zod'
import { dayOf } from '../../../core/calendar-day.ts'
import { uuid } from '../../../core/random.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { isConflictOn } from '../../../platform/store/conflict.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { isStrongEnough } from '../../../policy/identity/identity-strength.ts'
import { invalidInput, parseInput } from '../../parse-input.ts'
import { heldBy } from '../../ram/acting/scene.ts'
import { abn, optionalDay } from '../../ram/fields.ts'
import { knowBusiness } from '../know-business.ts'
import { requireSandbox } from '../require-sandbox.ts'
import { personOf } from './person-of.ts'

export const authorisePersonaInput = z.object({
  abn,
  persona: z.string().trim().max(30).describe('Short name of the persona.'),
  type: z.enum(['PRINCIPAL_AUTHORITY', 'STANDARD', 'BASIC'], { error: 'Choose the type of the authorisation.' }),
  isAdministrator: z.boolean().default(false),
  isMachineCredentialAdministrator: z.boolean().default(false),
  endDate: optionalDay,
})

/**
 * Gives a persona an authorisation that is in force at once, as a short way to a state that tests begin with. The rules
 * of RAM hold: who is too weak for it cannot have it, and nobody has two for one business.
 *
 * @throws MandateError `common.invalid-input`, `common.not-found`
 */
export async function authorisePersona(
  runtime: Runtime,
  input: z.input<typeof authorisePersonaInput>,
): Promise<{ id: string }> {
  requireSandbox(runtime)
  const asked = parseInput(authorisePersonaInput, input)
  const { type, isAdministrator, isMachineCredentialAdministrator, endDate } = asked
  if (type !== 'STANDARD' && (isAdministrator || isMachineCredentialAdministrator)) {
    throw invalidInput({ type: 'Only a Standard user can be made an administrator.' })
  }
  const id = uuid(runtime.random)
  try {
    await inTransaction(runtime.store, async (tx) => {
      const { person, persona } = await personOf(tx, runtime, asked.persona)
      const needed = type === 'PRINCIPAL_AUTHORITY' ? 'STRONG' : type === 'STANDARD' ? 'STANDARD' : 'BASIC'
      if (!isStrongEnough(persona.strength, needed)) {
        throw invalidInput({ persona: `The identity of ${persona.id} is too weak for this authorisation.` })
      }
      await knowBusiness(tx, runtime, asked.abn)
      const { now, today } = await lockBusiness(tx, runtime.clock, asked.abn)
      const at = new Date(now)
      const { givenNames, familyName, email } = persona
      const agencies = type === 'PRINCIPAL_AUTHORITY' ? [] : await tx.agency.findMany({ select: { id: true } })
      await tx.authorisation.create({
        data: {
          id,
          abn: asked.abn,
          type,
          isAdministrator,
          isMachineCredentialAdministrator,
          status: 'ACTIVE',
          personId: person.id,
          heldBy: heldBy(asked.abn, person.id),
          givenNames,
          familyName,
          email,
          startDate: today,
          endDate: endDate ?? (type === 'BASIC' ? lastDay(dayOf(now)) : null),
          acceptedAt: at,
          createdAt: at,
          access: { create: agencies.map((agency) => ({ agencyId: agency.id, level: 'FULL' as const })) },
        },
      })
      await recordHistory(tx, {
        abn: asked.abn,
        at: now,
        category: 'AUTHORISATION',
        act: type === 'PRINCIPAL_AUTHORITY' ? 'business-linked' : 'authorisation-accepted',
        actor: 'system',
        subject: { id, name: `${givenNames} ${familyName}` },
        details: { type, startDate: today },
      })
    })
  } catch (error) {
    if (isConflictOn(error, 'heldBy')) throw invalidInput({ persona: 'This persona acts for the business already.' })
    throw error
  }
  runtime.signals.emit('business-changed', { abn: asked.abn })
  return { id }
}

/** A Basic user's authorisation lasts a year at most. */
function lastDay(today: string): string {
  return `${Number(today.slice(0, 4)) + 1}${today.slice(4).replace('-02-29', '-02-28')}`
}
