import { z } from 'zod'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { declarations } from '../../../../policy/declarations.ts'
import type { AuthorisationType } from '../../../../policy/permissions/roles.ts'
import { typeLabel } from '../../../../policy/permissions/roles.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { heldBy } from '../../acting/scene.ts'
import type { AccessView, BusinessName } from '../../views.ts'
import { accessViews, readCatalogue } from '../catalogue/read-catalogue.ts'
import { findRequest, refuseUnanswerable } from './find-request.ts'

export const requestCode = z
  .string({ error: 'Enter the authorisation code.' })
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(
    z
      .string()
      .regex(/^[A-Za-z0-9]{6}$/, { error: 'Enter the 6 letters and digits of the code, in the same letter case.' }),
  )

export const findRequestByCodeInput = z.object({ code: requestCode })
export type FindRequestByCodeInput = z.input<typeof findRequestByCodeInput>

/** The request as its recipient sees it before they decide. */
export type RequestView = {
  id: string
  business: BusinessName
  givenNames: string
  familyName: string
  type: AuthorisationType
  typeLabel: string
  isAdministrator: boolean
  isMachineCredentialAdministrator: boolean
  startDate: string
  endDate: string | null
  access: AccessView[]
  requestedByName: string | null
  codeExpiresAt: string
  /** Type label of the lower authorisation that accepting replaces, or null. */
  replaces: string | null
  declaration: string
  consent: string
}

/** Shows the request that a code belongs to, if it is meant for the person who is signed in. */
export async function findRequestByCode(context: UseCaseContext, input: FindRequestByCodeInput): Promise<RequestView> {
  const { runtime, actor } = context
  const { code } = parseInput(findRequestByCodeInput, input)
  const { authorisation, business, time } = await findRequest(context, code)
  const { id, givenNames, familyName, type, startDate, endDate } = authorisation
  const mine = await runtime.store.authorisation.findUnique({ where: { heldBy: heldBy(business.abn, actor.personId) } })
  const held = mine !== null && statusAt(mine, time.now, time.today).status !== 'INACTIVE' ? mine : null
  refuseUnanswerable(authorisation, time, actor, held)
  const [access, catalogue, sender] = await Promise.all([
    runtime.store.authorisationAccess.findMany({ where: { authorisationId: id } }),
    readCatalogue(runtime.store),
    authorisation.createdById === null
      ? null
      : runtime.store.person.findUnique({ where: { id: authorisation.createdById } }),
  ])
  return {
    id,
    business,
    givenNames,
    familyName,
    type,
    typeLabel: typeLabel(authorisation),
    isAdministrator: authorisation.isAdministrator,
    isMachineCredentialAdministrator: authorisation.isMachineCredentialAdministrator,
    startDate,
    endDate,
    access: accessViews(type, access, catalogue),
    requestedByName: sender === null ? null : `${sender.givenNames} ${sender.familyName}`,
    codeExpiresAt: authorisation.codeExpiresAt?.toISOString() ?? '',
    replaces: held === null ? null : typeLabel(held),
    declaration: declarations.accept,
    consent: declarations.consent,
  }
}
