import { z } from 'zod'
import { minute } from '../../../core/clock.ts'
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
  const { business, asker, permit, visit } = await enterBusiness(context, abn)
  permit('view-business')
  await rememberVisit(context, abn, visit.openedAt)
  return { ...business, may: businessActs(asker), pinned: visit.pinnedAt !== null }
}

/** A visit is remembered to the minute. */
async function rememberVisit({ runtime, actor }: UseCaseContext, abn: string, before: Date | null): Promise<void> {
  const openedAt = new Date(runtime.clock.now())
  if (before !== null && before.getTime() >= openedAt.getTime() - minute) return
  const key = { personId: actor.personId, abn }
  await runtime.store.businessVisit.upsert({
    where: { personId_abn: key },
    create: { ...key, openedAt },
    update: { openedAt },
  })
}
