import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { EditableField } from '../../../policy/editing.ts'
import type { UseCaseContext } from '../../context.ts'
import { abn, recordId } from '../fields.ts'
import type { AccessView, AgencyView, AuthorisationRow, BusinessName } from '../views.ts'

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
  _context: UseCaseContext,
  _input: ViewAuthorisationInput,
): Promise<AuthorisationView> {
  throw new MandateError('common.unavailable')
}
