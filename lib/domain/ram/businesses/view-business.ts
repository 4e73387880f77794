import { z } from 'zod'
import { mayEver } from '../../../policy/permissions/decide.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { toRow } from '../authorisations/list/authorisation-row.ts'
import { abn } from '../fields.ts'
import type { AuthorisationRow } from '../views.ts'
import { attentionOf } from './attention.ts'
import { authorisationFigures } from './authorisation-figures.ts'
import { type OpenedBusiness, openBusiness } from './open-business.ts'
import { otherFigures } from './other-figures.ts'

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

export type BusinessView = OpenedBusiness & {
  /** The person's own authorisation. */
  mine: AuthorisationRow
  attention: AttentionItem[]
  counts: { representatives: number; pending: number; credentials: number; notifications: number }
  /** Today by the business's clock, and its moment as ISO text. */
  today: string
  now: string
}

/**
 * One business, as its front page shows it. Remembers that the person opened it.
 *
 * @param opened the business, where the caller has opened it already
 */
export async function viewBusiness(
  context: UseCaseContext,
  input: ViewBusinessInput,
  opened?: OpenedBusiness,
): Promise<BusinessView> {
  const { abn } = parseInput(viewBusinessInput, input)
  const scene = await enterBusiness(context, abn)
  scene.permit('view-business')
  const { asker, today, now } = scene
  const { store } = context.runtime
  const [business, figures, others] = await Promise.all([
    opened ?? openBusiness(context, { abn }),
    mayEver('list-authorisations', asker) ? authorisationFigures(store, scene) : null,
    otherFigures(store, scene),
  ])
  return {
    ...business,
    mine: toRow(scene.mine, scene),
    attention: attentionOf(scene, figures, others),
    counts: {
      representatives: figures?.active ?? 0,
      pending: figures?.pending ?? 0,
      credentials: others.credentials,
      notifications: others.notifications,
    },
    today,
    now: new Date(now).toISOString(),
  }
}
