import { z } from 'zod'
import { minute } from '../../../core/clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Act } from '../../../policy/permissions/acts.ts'
import { businessActs, mayEver } from '../../../policy/permissions/decide.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { toRow } from '../authorisations/list/authorisation-row.ts'
import { abn } from '../fields.ts'
import type { AuthorisationRow } from '../views.ts'
import { attentionOf } from './attention.ts'
import { authorisationFigures } from './authorisation-figures.ts'
import { countsOf } from './counts.ts'

export const viewBusinessInput = z.object({ abn })
export type ViewBusinessInput = z.input<typeof viewBusinessInput>

/** Something that needs attention, most urgent first. `count` is 1 or more. */
export type AttentionItem = {
  kind:
    | 'renewals-due'
    | 'requests-pending'
    | 'requests-lapsed'
    | 'codes-asked-for'
    | 'only-one-administrator'
    | 'credentials-unassigned'
    | 'credentials-expiring'
    | 'notifications-waiting'
    | 'my-authorisation-ends'
  count: number
  /** The day it matters most, ISO, or null. */
  day: string | null
  /** One sentence for the person. */
  text: string
}

export type BusinessView = {
  abn: string
  name: string
  entityType: string
  /** The person's own authorisation. */
  mine: AuthorisationRow
  /** What the person's role allows for the business as a whole (and whether for others' authorisations). */
  may: Record<Act, boolean>
  attention: AttentionItem[]
  counts: { representatives: number; pending: number; credentials: number; notifications: number }
  pinned: boolean
  /** Today by the business's clock, and its moment as ISO text. */
  today: string
  now: string
}

/** One business, as its front page shows it. Remembers that the person opened it. */
export async function viewBusiness(context: UseCaseContext, input: ViewBusinessInput): Promise<BusinessView> {
  const { runtime, actor } = context
  const { abn } = parseInput(viewBusinessInput, input)
  const scene = await enterBusiness(context, abn)
  scene.permit('view-business')
  const { business, asker, today, now } = scene
  const figures = mayEver('list-authorisations', asker) ? await authorisationFigures(runtime.store, scene) : null
  const [pinned, attention, counts] = await Promise.all([
    rememberVisit(runtime, actor.personId, abn),
    attentionOf(runtime.store, scene, figures),
    countsOf(runtime.store, scene, figures),
  ])
  return {
    ...business,
    mine: toRow(scene.mine, scene),
    may: businessActs(asker),
    attention,
    counts,
    pinned,
    today,
    now: new Date(now).toISOString(),
  }
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
