import { z } from 'zod'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { changeLocked } from '../../acting/change-business.ts'
import { submissionId } from '../../fields.ts'
import { declinedMail } from '../../mails/authorisation-mails.ts'
import { senderEmails } from '../../mails/recipients.ts'
import { changeStatus } from '../lifecycle/change-status.ts'
import { requestOfCode } from './accept-authorisation.ts'
import { findRequest, refuseGone, refuseOthers } from './find-request.ts'
import { requestCode } from './find-request-by-code.ts'

export const declineAuthorisationInput = z.object({
  submissionId,
  code: requestCode,
  /** For the people who sent the request; may be left out. */
  reason: z.string().trim().max(500, { error: 'Use 500 characters at most.' }).optional(),
})
export type DeclineAuthorisationInput = z.input<typeof declineAuthorisationInput>

export type DeclineAuthorisationResult = { abn: string; businessName: string }

/** Declines the request that a code belongs to, with a reason if the person likes. */
export async function declineAuthorisation(
  context: UseCaseContext,
  input: DeclineAuthorisationInput,
): Promise<DeclineAuthorisationResult> {
  const { code, submissionId, reason } = parseInput(declineAuthorisationInput, input)
  const found = await findRequest(context, code)
  const change = { abn: found.business.abn, submissionId, act: 'decline-authorisation' }
  return await changeLocked(context, change, async (tools) => {
    const request = await requestOfCode(tools, found.authorisation.id, code)
    refuseOthers(request, context.actor)
    refuseGone(request, tools)
    const declineReason = reason === undefined || reason === '' ? null : reason
    const { authorisation } = await changeStatus(
      tools,
      request,
      'declined',
      { declineReason },
      { details: { reason: declineReason } },
    )
    for (const to of await senderEmails(tools, authorisation)) {
      await tools.mail(declinedMail(tools.runtime.settings, tools, authorisation, to))
    }
    return { abn: tools.abn, businessName: tools.name }
  })
}
