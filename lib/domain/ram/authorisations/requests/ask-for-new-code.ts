import { z } from 'zod'
import { day } from '../../../../core/clock.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { statusLabel } from '../../../../policy/authorisations/statuses.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { changeLocked } from '../../acting/change-business.ts'
import { submissionId } from '../../fields.ts'
import { fullName, newCodeAskedMail } from '../../mails/authorisation-mails.ts'
import { administratorEmails } from '../../mails/recipients.ts'
import { requestOfCode } from './accept-authorisation.ts'
import { findRequest, refuseOthers } from './find-request.ts'
import { requestCode } from './find-request-by-code.ts'

export const askForNewCodeInput = z.object({ submissionId, code: requestCode })
export type AskForNewCodeInput = z.input<typeof askForNewCodeInput>

/** Asks the administrators of the business for a new code, when the person's code has lapsed. */
export async function askForNewCode(context: UseCaseContext, input: AskForNewCodeInput): Promise<{ askedAt: string }> {
  const { code, submissionId } = parseInput(askForNewCodeInput, input)
  const found = await findRequest(context, code)
  const change = { abn: found.business.abn, submissionId, act: 'ask-for-new-code' }
  return await changeLocked(context, change, async (tools) => {
    const request = await requestOfCode(tools, found.authorisation.id, code)
    refuseOthers(request, context.actor)
    const { status, inactiveReason } = statusAt(request, tools.now, tools.today)
    if (inactiveReason !== 'CODE_EXPIRED') {
      throw new MandateError('ram.status-forbids', { status: statusLabel(status, inactiveReason).toLowerCase() })
    }
    // Once a day is enough to be heard.
    const before = request.newCodeAskedAt
    if (before !== null && before.getTime() > tools.now - day) return { askedAt: before.toISOString() }
    const asked = await tools.tx.authorisation.update({
      where: { id: request.id },
      data: { newCodeAskedAt: new Date(tools.now) },
    })
    await tools.record({ act: 'new-code-asked-for', subject: { id: asked.id, name: fullName(asked) } })
    for (const to of await administratorEmails(tools)) {
      await tools.mail(newCodeAskedMail(tools.runtime.settings, tools, asked, to))
    }
    return { askedAt: new Date(tools.now).toISOString() }
  })
}
