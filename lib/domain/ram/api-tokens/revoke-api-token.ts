import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { changeBusiness } from '../acting/change-business.ts'
import { actorOf } from '../acting/scene.ts'
import { abn, recordId, submissionId } from '../fields.ts'
import { apiTokenRevokedMail } from '../mails/api-token-mails.ts'
import { administratorEmails } from '../mails/recipients.ts'

export const revokeApiTokenInput = z.object({ submissionId, abn, id: recordId })
export type RevokeApiTokenInput = z.input<typeof revokeApiTokenInput>
export type RevokeApiTokenResult = { id: string; name: string; revokedAt: string }

/**
 * Revokes a token, at once and for good.
 *
 * @throws MandateError `api.token-over` when it does not work any more, `common.not-found`, `ram.*`
 */
export async function revokeApiToken(
  context: UseCaseContext,
  input: RevokeApiTokenInput,
): Promise<RevokeApiTokenResult> {
  const { runtime, actor } = context
  const { abn, id, submissionId } = parseInput(revokeApiTokenInput, input)
  return await changeBusiness(context, { abn, submissionId, act: 'revoke-api-token' }, async (scene) => {
    const { tx } = scene
    scene.permit('manage-api-tokens')
    const token = await tx.apiToken.findFirst({ where: { id, abn } })
    if (token === null) throw new MandateError('common.not-found')
    const at = new Date(runtime.clock.now())
    if (token.revokedAt !== null || token.expiresAt <= at) throw new MandateError('api.token-over')
    const by = actorOf(actor).name
    await tx.apiToken.update({ where: { id }, data: { revokedAt: at, revokedByName: by } })
    await scene.record({ act: 'api-token-revoked', subject: { id, name: token.name } })
    for (const to of await administratorEmails(scene)) {
      await scene.mail(apiTokenRevokedMail(runtime.settings, scene.business, token, { to, by }))
    }
    return { id, name: token.name, revokedAt: at.toISOString() }
  })
}
