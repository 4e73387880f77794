import { pairwiseSubject } from '../../../platform/oidc/pairwise-subject.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import type { IdentityStrength } from '../../../policy/identity/identity-strength.ts'
import { recordSharing } from './record-sharing.ts'
import { scopesOf } from './scopes.ts'

/** The name that a relying service knows a person by. */
export function subjectAt({ sealer }: Pick<Runtime, 'sealer'>, serviceId: string, personId: string): string {
  return pairwiseSubject(sealer, 'ram', serviceId, personId)
}

/** Somebody signs in at a service: who, where, what they agreed to share, and how strong their identity is. */
export type Sharing = { serviceId: string; personId: string; scope: string; strength: IdentityStrength }

/**
 * Keeps that a person agreed to share with a service, and how strong their identity was; decisions rest on it. What they
 * agreed to is written down the first time, and whenever it is something else.
 */
export async function shareWithService(
  runtime: Pick<Runtime, 'store' | 'clock' | 'sealer'>,
  { serviceId, personId, scope, strength }: Sharing,
): Promise<void> {
  const now = new Date(runtime.clock.now())
  const scopes = scopesOf(scope)
  const facts = { strength, scopes, signedInAt: now }
  const subject = subjectAt(runtime, serviceId, personId)
  await inTransaction(runtime.store, async (tx) => {
    const { count: isNew } = await tx.relyingServicePerson.createMany({
      data: { serviceId, personId, subject, agreedAt: now, ...facts },
      skipDuplicates: true,
    })
    const where = { serviceId_personId: { serviceId, personId } }
    const { scopes: before } = await tx.relyingServicePerson.findUniqueOrThrow({ where, select: { scopes: true } })
    if (isNew === 0) await tx.relyingServicePerson.update({ where, data: facts })
    if (isNew === 0 && String(before) === String(scopes)) return
    await recordSharing(tx, { act: 'AGREED', serviceId, personId, scopes, at: now })
  })
}
