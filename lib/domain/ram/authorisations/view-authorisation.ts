import { z } from 'zod'
import type { Day } from '../../../core/calendar-day.ts'
import type { Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Authorisation } from '../../../platform/store/generated/client.ts'
import { latestEnd, latestStart } from '../../../policy/authorisations/dates.ts'
import type { EditableField } from '../../../policy/authorisations/editing.ts'
import { declarations } from '../../../policy/declarations.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness, targetOf } from '../acting/scene.ts'
import { abn, recordId } from '../fields.ts'
import { fullName } from '../mails/authorisation-mails.ts'
import type { AccessView, AgencyView, AuthorisationRow, BusinessName } from '../views.ts'
import { accessViews, agencyViews, readCatalogue } from './catalogue/read-catalogue.ts'
import { editableFor, toRow } from './list/authorisation-row.ts'

export const viewAuthorisationInput = z.object({ abn, id: recordId })
export type ViewAuthorisationInput = z.input<typeof viewAuthorisationInput>

export type AuthorisationView = AuthorisationRow & {
  business: BusinessName
  access: AccessView[]
  /** For a request: until when its code is good, and whether it has lapsed or a new one was asked for. */
  code: { expiresAt: string; lapsed: boolean; newOneAskedFor: boolean } | null
  createdByName: string | null
  createdAt: string
  acceptedAt: string | null
  endedAt: string | null
  declineReason: string | null
  /** Give it back when you edit: it tells whether somebody else was faster. */
  version: number
  /** What the person who looks may edit now. */
  editable: EditableField[]
  /** For the edit form: limits, and the agencies that suit the type. */
  limits: { today: string; latestStart: string; latestEnd: string | null }
  agencies: AgencyView[]
  declaration: string
}

/** One authorisation with everything that it reaches. */
export async function viewAuthorisation(
  context: UseCaseContext,
  input: ViewAuthorisationInput,
): Promise<AuthorisationView> {
  const { abn, id } = parseInput(viewAuthorisationInput, input)
  const { store } = context.runtime
  const scene = await enterBusiness(context, abn)
  const [row, catalogue] = await Promise.all([
    store.authorisation.findFirst({ where: { id, abn }, include: { access: true } }),
    readCatalogue(store),
  ])
  if (row === null) {
    // Who may see no other's authorisation is not told which ids exist.
    scene.permit('view-authorisation', { relationship: 'other', type: 'STANDARD' })
    throw new MandateError('common.not-found')
  }
  scene.permit('view-authorisation', targetOf(row, scene.mine))
  const creator = row.createdById === null ? null : await store.person.findUnique({ where: { id: row.createdById } })
  const { today, now, business } = scene
  return {
    ...toRow(row, scene),
    business: { abn, name: business.name },
    access: accessViews(row.type, row.access, catalogue),
    code: codeView(row, now),
    createdByName: creator === null ? null : fullName(creator),
    createdAt: row.createdAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    declineReason: row.declineReason,
    version: row.version,
    editable: editableFor(row, scene),
    limits: { today, latestStart: latestStart(today), latestEnd: latestEnd(row.type, row.startDate as Day) },
    agencies: agencyViews(row.type, catalogue),
    declaration: declarations.edit,
  }
}

function codeView(row: Authorisation, now: Instant): AuthorisationView['code'] {
  const lapsed = row.status === 'INACTIVE' && row.inactiveReason === 'CODE_EXPIRED'
  if (row.codeExpiresAt === null || !(row.status === 'PENDING' || lapsed)) return null
  return {
    expiresAt: row.codeExpiresAt.toISOString(),
    lapsed: row.codeExpiresAt.getTime() <= now,
    newOneAskedFor: row.newCodeAskedAt !== null,
  }
}
