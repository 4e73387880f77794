import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { Act } from '../../../policy/acts.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn } from '../fields.ts'
import type { AuthorisationRow } from '../views.ts'

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
export async function viewBusiness(_context: UseCaseContext, _input: ViewBusinessInput): Promise<BusinessView> {
  throw new MandateError('common.unavailable')
}
