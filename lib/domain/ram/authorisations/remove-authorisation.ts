import { z } from 'zod'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { changeBusiness } from '../acting/change-business.ts'
import { actorOf } from '../acting/scene.ts'
import { abn, recordId, submissionId } from '../fields.ts'
import { fullName, leftMail, removedMail } from '../mails/authorisation-mails.ts'
import { administratorEmails } from '../mails/recipients.ts'
import { findTarget } from './find-target.ts'
import { changeStatus, settleAuthorisation } from './lifecycle/change-status.ts'

export const removeAuthorisationInput = z.object({ submissionId, abn, id: recordId })
export type RemoveAuthorisationInput = z.input<typeof removeAuthorisationInput>

export type RemoveAuthorisationResult = {
  id: string
  fullName: string
  /** The person removed their own. */
  self: boolean
  /** Machine credentials that nobody looks after now. */
  credentialsUnassigned: number
}

/** Ends an authorisation for good: somebody else's, or one's own. */
export async function removeAuthorisation(
  context: UseCaseContext,
  input: RemoveAuthorisationInput,
): Promise<RemoveAuthorisationResult> {
  const { abn, id, submissionId } = parseInput(removeAuthorisationInput, input)
  return await changeBusiness(context, { abn, submissionId, act: 'remove-authorisation' }, async (scene) => {
    const { row, target } = await findTarget(scene, id, 'remove-authorisation')
    const self = target.relationship === 'own'
    const current = await settleAuthorisation(scene, row)
    const { authorisation, credentialsUnassigned } = await changeStatus(
      scene,
      current,
      self ? 'removed-by-holder' : 'removed',
    )
    const { settings } = scene.runtime
    if (self) {
      for (const to of await administratorEmails(scene)) await scene.mail(leftMail(settings, scene, authorisation, to))
    } else {
      await scene.mail(removedMail(scene, authorisation, actorOf(context.actor).name))
    }
    return { id, fullName: fullName(authorisation), self, credentialsUnassigned }
  })
}
