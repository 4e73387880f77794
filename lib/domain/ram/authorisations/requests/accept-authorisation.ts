import { z } from 'zod'
import { MandateError } from '../../../../core/errors/index.ts'
import type { Authorisation } from '../../../../platform/store/generated/client.ts'
import { permissionMatrix } from '../../../../policy/permissions/acts.ts'
import { roleOf, typeLabel } from '../../../../policy/permissions/roles.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { changeLocked } from '../../acting/change-business.ts'
import type { ChangeTools } from '../../acting/change-tools.ts'
import { heldBy } from '../../acting/scene.ts'
import { declaration, submissionId, ticked } from '../../fields.ts'
import { acceptedMail } from '../../mails/authorisation-mails.ts'
import { senderEmails } from '../../mails/recipients.ts'
import { changeStatus, settleAuthorisation } from '../lifecycle/change-status.ts'
import { findRequest, refuseOthers, refuseUnanswerable } from './find-request.ts'
import { requestCode } from './find-request-by-code.ts'
import { hashRequestCode } from './request-code.ts'

export const acceptAuthorisationInput = z.object({
  submissionId,
  code: requestCode,
  declaration,
  consent: ticked('Tick the box to give your express consent.'),
})
export type AcceptAuthorisationInput = z.input<typeof acceptAuthorisationInput>

export type AcceptAuthorisationResult = {
  id: string
  abn: string
  businessName: string
  typeLabel: string
  /** ACCEPTED when the start date is still ahead. */
  status: 'ACTIVE' | 'ACCEPTED'
  startDate: string
  /** Type label of the authorisation that this one replaced, or null. */
  replaced: string | null
}

/** Accepts the request that a code belongs to. */
export async function acceptAuthorisation(
  context: UseCaseContext,
  input: AcceptAuthorisationInput,
): Promise<AcceptAuthorisationResult> {
  const { actor } = context
  const { code, submissionId } = parseInput(acceptAuthorisationInput, input)
  const found = await findRequest(context, code)
  const change = { abn: found.business.abn, submissionId, act: 'accept-authorisation' }
  return await changeLocked(context, change, async (tools) => {
    const request = await requestOfCode(tools, found.authorisation.id, code)
    refuseOthers(request, actor)
    const held = await heldNow(tools, actor.personId)
    refuseUnanswerable(request, tools, actor, held)
    const by = heldBy(tools.abn, actor.personId)
    // The place of the person's one authorisation must be free before the new one takes it.
    if (held !== null) await overrideHeld(tools, held, request)
    const { authorisation: current } = await changeStatus(
      tools,
      request,
      'accepted',
      {
        ...(request.startDate <= tools.today ? { status: 'ACTIVE' } : {}),
        personId: actor.personId,
        heldBy: by,
        givenNames: actor.givenNames,
        familyName: actor.familyName,
        acceptedAt: new Date(tools.now),
      },
      { details: { consent: true, strength: actor.strength } },
    )
    if (held !== null) await moveCredentials(tools, held, current)
    for (const to of await senderEmails(tools, current)) {
      await tools.mail(acceptedMail(tools.runtime.settings, tools, current, to))
    }
    return {
      id: current.id,
      abn: tools.abn,
      businessName: tools.name,
      typeLabel: typeLabel(current),
      status: current.status === 'ACTIVE' ? 'ACTIVE' : 'ACCEPTED',
      startDate: current.startDate,
      replaced: held === null ? null : typeLabel(held),
    }
  })
}

/** The request as the locked business has it now; somebody may have been faster. */
export async function requestOfCode(tools: ChangeTools, id: string, code: string): Promise<Authorisation> {
  const request = await tools.tx.authorisation.findUniqueOrThrow({ where: { id } })
  if (request.codeHash !== hashRequestCode(tools.runtime, code)) throw new MandateError('ram.code-replaced')
  return request
}

/** The person's authorisation for the locked business, in force or accepted; one whose time has come is settled. */
export async function heldNow(tools: ChangeTools, personId: string): Promise<Authorisation | null> {
  const row = await tools.tx.authorisation.findUnique({ where: { heldBy: heldBy(tools.abn, personId) } })
  if (row === null) return null
  const settled = await settleAuthorisation(tools, row)
  return settled.status === 'INACTIVE' ? null : settled
}

/** Ends an authorisation because the same person gets a higher one. */
export async function overrideHeld(
  tools: ChangeTools,
  held: Authorisation,
  next: Pick<Authorisation, 'type' | 'isAdministrator' | 'isMachineCredentialAdministrator'>,
): Promise<void> {
  await changeStatus(tools, held, 'overridden', {}, { keepsCredentials: keepsCredentials(next) })
}

/**
 * Gives the machine credentials of the overridden authorisation to the one that follows, if it may look after them, and
 * its API tokens, which never have more authority than it.
 */
export async function moveCredentials(tools: ChangeTools, from: Authorisation, to: Authorisation): Promise<void> {
  await tools.tx.apiToken.updateMany({ where: { authorisationId: from.id }, data: { authorisationId: to.id } })
  if (!keepsCredentials(to)) return
  await tools.tx.credential.updateMany({ where: { custodianId: from.id }, data: { custodianId: to.id } })
}

function keepsCredentials(facts: Parameters<typeof roleOf>[0]): boolean {
  return permissionMatrix['claim-credential'].cells[roleOf(facts)] === 'yes'
}
