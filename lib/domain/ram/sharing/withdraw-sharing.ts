import { z } from 'zod'
import type { Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { endGrants } from '../../../platform/oidc/bound-grants.ts'
import { forgetConsent } from '../../../platform/oidc/remembered-consent.ts'
import type { RelyingServicePerson } from '../../../platform/store/generated/client.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { once } from '../../../platform/submissions.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { submissionId } from '../fields.ts'
import { recordSharing } from './record-sharing.ts'
import { serviceId } from './view-shared-service.ts'

export const withdrawSharingInput = z.object({ submissionId, service: serviceId })

/**
 * Takes back what the person who asks agreed to share with a relying service. From then on nothing that the service
 * holds answers: codes and tokens end, a decision says that it does not know the person, and the next sign-in there asks
 * for consent again. What the service has read before stays with it.
 *
 * @throws MandateError `common.not-found` where they do not share with it
 */
export async function withdrawSharing(
  { runtime, actor }: UseCaseContext,
  input: z.input<typeof withdrawSharingInput>,
): Promise<{ name: string }> {
  const { submissionId: id, service: serviceId } = parseInput(withdrawSharingInput, input)
  const { personId } = actor
  const at = runtime.clock.now()
  return await inTransaction(runtime.store, (tx) =>
    once(tx, { id, personId, act: 'withdraw-sharing', at }, async () => {
      const where = { serviceId_personId: { serviceId, personId } }
      const shared = await tx.relyingServicePerson.findUnique({ where, include: { service: true } })
      if (shared === null || !(await endSharing(tx, shared, at))) throw new MandateError('common.not-found')
      return { name: shared.service.name }
    }),
  )
}

/**
 * Ends what a person shares with a relying service: its consent, grants, codes and tokens, told in the record of sharing.
 *
 * @returns false where it had ended already
 */
export async function endSharing(
  tx: Transaction,
  { serviceId, personId, scopes }: Pick<RelyingServicePerson, 'serviceId' | 'personId' | 'scopes'>,
  at: Instant,
): Promise<boolean> {
  const { count } = await tx.relyingServicePerson.deleteMany({ where: { serviceId, personId } })
  if (count === 0) return false
  const party = { accountId: personId, clientId: serviceId }
  await forgetConsent({ store: tx }, party)
  await endGrants(tx, party)
  await recordSharing(tx, { act: 'WITHDRAWN', serviceId, personId, scopes, at: new Date(at) })
  return true
}
