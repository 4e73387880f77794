import { z } from 'zod'
import type { Instant } from '../../../../core/clock.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import type { Authorisation } from '../../../../platform/store/generated/client.ts'
import type { Actor, UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { changeBusiness } from '../../acting/change-business.ts'
import type { ChangeTools } from '../../acting/change-tools.ts'
import { actorOf } from '../../acting/scene.ts'
import { abn, recordId, submissionId } from '../../fields.ts'
import { fullName, requestMail } from '../../mails/authorisation-mails.ts'
import { accessViews, readCatalogue } from '../catalogue/read-catalogue.ts'
import { findTarget } from '../find-target.ts'
import { changeStatus } from '../lifecycle/change-status.ts'
import { newRequestCode } from './request-code.ts'

export const reissueCodeInput = z.object({ submissionId, abn, id: recordId })
export type ReissueCodeInput = z.input<typeof reissueCodeInput>

export type ReissueCodeResult = { id: string; email: string; fullName: string; codeExpiresAt: string }

/** Sends a new code for a request; the code before it is good no more. */
export async function reissueCode(context: UseCaseContext, input: ReissueCodeInput): Promise<ReissueCodeResult> {
  const { abn, id, submissionId } = parseInput(reissueCodeInput, input)
  return await changeBusiness(context, { abn, submissionId, act: 'reissue-code' }, async (scene) => {
    const { row } = await findTarget(scene, id, 'reissue-code')
    if (row.endDate !== null && row.endDate < scene.today) {
      throw new MandateError('ram.status-forbids', { status: 'past its end date' })
    }
    const expiresAt = await sendNewCode(scene, row, context.actor)
    return { id, email: row.email, fullName: fullName(row), codeExpiresAt: new Date(expiresAt).toISOString() }
  })
}

/** Gives a request a new code and mails it; the code before it is good no more. */
export async function sendNewCode(tools: ChangeTools, row: Authorisation, sender: Actor): Promise<Instant> {
  const { tx, runtime, now } = tools
  const { code, codeHash, expiresAt } = await newRequestCode(tx, runtime, now)
  const { authorisation } = await changeStatus(tools, row, 'code-reissued', {
    codeHash,
    codeExpiresAt: new Date(expiresAt),
    newCodeAskedAt: null,
    endedAt: null,
  })
  const access = await tx.authorisationAccess.findMany({ where: { authorisationId: row.id } })
  const views = accessViews(row.type, access, await readCatalogue(tx))
  const mail = { code, expiresAt, access: views, senderName: actorOf(sender).name, again: true }
  await tools.mail(requestMail(runtime.settings, tools, authorisation, mail))
  return expiresAt
}
