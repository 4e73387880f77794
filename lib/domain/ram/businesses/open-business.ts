import { z } from 'zod'
import { minute } from '../../../core/clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Act } from '../../../policy/permissions/acts.ts'
import { businessActs } from '../../../policy/permissions/decide.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { abn } from '../fields.ts'

export const openBusinessInput = z.object({ abn })

/** A business as the frame over its pages shows it. */
export type OpenedBusiness = {
  abn: string
  name: string
  entityType: string
  /** What the person's role allows for the business as a whole (and whether for others' authorisations). */
  may: Record<Act, boolean>
  pinned: boolean
}

/** Opens a business for a person. Remembers that they did. */
export async function openBusiness(
  context: UseCaseContext,
  input: z.input<typeof openBusinessInput>,
): Promise<OpenedBusiness> {
  const { abn } = parseInput(openBusinessInput, input)
  const { business, asker, permit } = await enterBusiness(context, abn)
  permit('view-business')
  const pinned = await rememberVisit(context.runtime, context.actor.personId, abn)
  return { ...business, may: businessActs(asker), pinned }
}

/** A visit is remembered to the minute. */
async function rememberVisit({ store, clock }: Runtime, personId: string, abn: string): Promise<boolean> {
  const key = { personId, abn }
  const openedAt = new Date(clock.now())
  const before = await store.businessVisit.findUnique({ where: { personId_abn: key } })
  if (before?.openedAt == null || before.openedAt.getTime() < openedAt.getTime() - minute) {
    await store.businessVisit.upsert({
      where: { personId_abn: key },
      create: { ...key, openedAt },
      update: { openedAt },
    })
  }
  return before?.pinnedAt != null
}
