import type { UseCaseContext } from '../../context.ts'

/** Keeps that the person accepted the terms and conditions; accepting again changes nothing. */
export async function acceptTerms({ runtime, actor }: UseCaseContext): Promise<{ acceptedAt: string }> {
  const now = new Date(runtime.clock.now())
  await runtime.store.person.updateMany({
    where: { id: actor.personId, termsAcceptedAt: null },
    data: { termsAcceptedAt: now },
  })
  const { termsAcceptedAt } = await runtime.store.person.findUniqueOrThrow({ where: { id: actor.personId } })
  return { acceptedAt: (termsAcceptedAt ?? now).toISOString() }
}
