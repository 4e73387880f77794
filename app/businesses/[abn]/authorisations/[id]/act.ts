import { MandateError } from '../../../../../lib/core/errors/index.ts'
import type { UseCaseContext } from '../../../../../lib/domain/context.ts'
import {
  type AuthorisationView,
  viewAuthorisation,
} from '../../../../../lib/domain/ram/authorisations/view-authorisation.ts'
import type { AuthorisationAction } from '../../../../../lib/domain/ram/views.ts'

export type ActProps = { params: Promise<{ abn: string; id: string }> }

/** The authorisation of a page on which something is done, if it may be done now. */
export async function authorisationFor(
  context: UseCaseContext,
  { params }: ActProps,
  action: AuthorisationAction,
): Promise<AuthorisationView> {
  const view = await viewAuthorisation(context, await params)
  if (!view.actions.includes(action)) throw new MandateError('common.not-allowed')
  return view
}
