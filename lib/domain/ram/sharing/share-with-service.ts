import { pairwiseSubject } from '../../../platform/oidc/pairwise-subject.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { IdentityStrength } from '../../../policy/identity/identity-strength.ts'

/** The name that a relying service knows a person by. */
export function subjectAt({ sealer }: Pick<Runtime, 'sealer'>, serviceId: string, personId: string): string {
  return pairwiseSubject(sealer, 'ram', serviceId, personId)
}

/** Keeps that a person agreed to share with a service, and how strong their identity was; decisions rest on it. */
export async function shareWithService(
  runtime: Pick<Runtime, 'store' | 'clock' | 'sealer'>,
  { serviceId, personId, strength }: { serviceId: string; personId: string; strength: IdentityStrength },
): Promise<void> {
  const facts = { strength, signedInAt: new Date(runtime.clock.now()) }
  const subject = subjectAt(runtime, serviceId, personId)
  await runtime.store.relyingServicePerson.upsert({
    where: { serviceId_personId: { serviceId, personId } },
    create: { serviceId, personId, subject, ...facts },
    update: facts,
  })
}
