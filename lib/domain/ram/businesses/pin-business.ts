import { z } from 'zod'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { abn, yesNo } from '../fields.ts'

export const pinBusinessInput = z.object({ abn, pinned: yesNo('Choose Yes or No.') })
export type PinBusinessInput = z.input<typeof pinBusinessInput>

/** Pins a business to the top of the person's own list, or takes the pin away. */
export async function pinBusiness(context: UseCaseContext, input: PinBusinessInput): Promise<{ pinned: boolean }> {
  const { runtime, actor } = context
  const { abn, pinned } = parseInput(pinBusinessInput, input)
  const { permit } = await enterBusiness(context, abn)
  permit('view-business')
  const key = { personId: actor.personId, abn }
  const pinnedAt = pinned ? new Date(runtime.clock.now()) : null
  await runtime.store.businessVisit.upsert({
    where: { personId_abn: key },
    create: { ...key, pinnedAt },
    update: { pinnedAt },
  })
  return { pinned }
}
