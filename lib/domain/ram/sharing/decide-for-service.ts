import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { parseInput } from '../../parse-input.ts'
import { abn } from '../fields.ts'
import { type AccessRefusal, accessSentences, decideAccess } from './decide-access.ts'
import { noteUse } from './note-use.ts'

export const serviceQuestion = z.strictObject({
  subject: z.string({ error: 'Give the sub that the person has at your service.' }).min(1).max(200),
  abn,
  service: z.string({ error: 'Give the id of a service of the agency catalogue.' }).min(1).max(60),
})
export type ServiceQuestion = z.input<typeof serviceQuestion>

type Refusal = AccessRefusal | 'unknown-person'

/** The answer as it goes out. Refused is an answer, no error. */
export type ServiceAnswer = {
  allowed: boolean
  access: 'full' | 'custom' | null
  reason: Refusal | null
  sentence: string
  /** Last day of the authorisation, ISO; null for none, or where refused. */
  end_date: string | null
  /** Moment of the decision, ISO 8601 UTC. It says nothing about later. */
  decided_at: string
}

/**
 * Decides for a relying service whether somebody who has signed in there may use it for a business now. The strength of
 * the identity is that of the last sign-in there.
 *
 * @throws MandateError `common.invalid-input`; `ram.service-not-yours` for a service that the asker does not stand for
 */
export async function decideForService(
  runtime: Pick<Runtime, 'store' | 'clock'>,
  relyingServiceId: string,
  input: unknown,
): Promise<ServiceAnswer> {
  const { subject, abn, service } = parseInput(serviceQuestion, input as ServiceQuestion)
  const { store, clock } = runtime
  const asker = await store.relyingService.findUnique({ where: { id: relyingServiceId } })
  if (asker === null || !asker.serviceIds.includes(service)) throw new MandateError('ram.service-not-yours')
  const decided_at = new Date(clock.now()).toISOString()
  const refuse = (reason: Refusal, sentence: string): ServiceAnswer => ({
    allowed: false,
    access: null,
    reason,
    sentence,
    end_date: null,
    decided_at,
  })
  const person = await store.relyingServicePerson.findUnique({
    where: { serviceId_subject: { serviceId: relyingServiceId, subject } },
  })
  if (person === null) return refuse('unknown-person', 'Nobody with this sub has agreed to share with your service.')
  const { personId, strength } = person
  await noteUse(runtime, { serviceId: relyingServiceId, personId })
  const decision = await decideAccess(runtime, { personId, strength, abn, serviceId: service })
  if (!decision.allowed) return refuse(decision.reason, accessSentences[decision.reason])
  return {
    allowed: true,
    access: decision.level === 'FULL' ? 'full' : 'custom',
    reason: null,
    sentence: 'The person may use the service for this business.',
    end_date: decision.endDate,
    decided_at,
  }
}
