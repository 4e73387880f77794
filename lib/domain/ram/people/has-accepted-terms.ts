import type { UseCaseContext } from '../../context.ts'

/** True once the person has accepted the terms of use. */
export async function hasAcceptedTerms({ runtime, actor }: UseCaseContext): Promise<boolean> {
  const { termsAcceptedAt } = await runtime.store.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: { termsAcceptedAt: true },
  })
  return termsAcceptedAt !== null
}
