import { z } from 'zod'
import { addDays, dayOf, formatDay, startOfDay } from '../../../core/calendar-day.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { uuid } from '../../../core/random.ts'
import { limits } from '../../../policy/limits.ts'
import { apiRightNames, apiRights, mayGive } from '../../../policy/permissions/api-rights.ts'
import type { UseCaseContext } from '../../context.ts'
import { invalidInput, parseInput } from '../../parse-input.ts'
import { changeBusiness } from '../acting/change-business.ts'
import type { ChangeTools } from '../acting/change-tools.ts'
import { actorOf } from '../acting/scene.ts'
import { abn, day, submissionId } from '../fields.ts'
import { apiTokenCreatedMail } from '../mails/api-token-mails.ts'
import { administratorEmails } from '../mails/recipients.ts'
import { hashTokenSecret, newTokenSecret } from './token-secret.ts'

export const createApiTokenInput = z.object({
  submissionId,
  abn,
  name: z
    .string({ error: 'Enter a name for the token.' })
    .trim()
    .min(1, { error: 'Enter a name for the token.' })
    .max(60, { error: 'Use 60 characters at most for the name.' })
    .regex(/^[\p{L}\p{N} ._,'()-]*$/u, { error: "Use only letters, digits, spaces and . _ , ' ( ) - for the name." }),
  rights: z
    .array(z.enum(apiRightNames, { error: 'Choose from the listed rights.' }))
    .min(1, { error: 'Choose at least one right.' })
    .max(100),
  /** Last day on which the token works. */
  lastDay: day,
})
export type CreateApiTokenInput = z.input<typeof createApiTokenInput>

/** `secret` is the token: shown now and never again; null when the same form was sent before. */
export type CreateApiTokenResult = { id: string; name: string; expiresAt: string; secret: string | null }

/** Makes a token that lets a program act for a business through the API. */
export async function createApiToken(
  context: UseCaseContext,
  input: CreateApiTokenInput,
): Promise<CreateApiTokenResult> {
  const { runtime, actor } = context
  const asked = parseInput(createApiTokenInput, input)
  const { abn, submissionId, name, rights } = asked
  const today = dayOf(runtime.clock.now())
  const latest = addDays(today, limits.apiTokenDays)
  if (asked.lastDay < today || asked.lastDay > latest) {
    throw invalidInput({ lastDay: `Choose a day from today to ${formatDay(latest)}.` })
  }
  const expiresAt = new Date(startOfDay(addDays(asked.lastDay, 1)))

  let shown: string | null = null
  const created = await changeBusiness(context, { abn, submissionId, act: 'create-api-token' }, async (scene) => {
    const { tx, mine, asker } = scene
    scene.permit('manage-api-tokens')
    const beyond = rights.find((right) => !mayGive(right, asker))
    if (beyond !== undefined) throw new MandateError('api.right-not-yours', { right: apiRights[beyond].label })
    await requireRoom(scene)
    const { secret, hint } = newTokenSecret(runtime.random)
    const token = await tx.apiToken.create({
      data: {
        id: uuid(runtime.random),
        abn,
        authorisationId: mine.id,
        createdByName: actorOf(actor).name,
        strength: actor.strength,
        name,
        rights: apiRightNames.filter((right) => rights.includes(right)),
        secretHash: hashTokenSecret(runtime, secret),
        hint,
        createdAt: new Date(runtime.clock.now()),
        expiresAt,
      },
    })
    const labels = token.rights.map((right) => apiRights[right as keyof typeof apiRights].label)
    await scene.record({
      act: 'api-token-created',
      subject: { id: token.id, name },
      details: { rights: labels.join('; '), endDate: asked.lastDay },
    })
    for (const to of new Set([mine.email, ...(await administratorEmails(scene))])) {
      await scene.mail(apiTokenCreatedMail(runtime.settings, scene.business, token, { to, rights: labels }))
    }
    shown = secret
    return { id: token.id, name, expiresAt: expiresAt.toISOString() }
  })
  return { ...created, secret: shown }
}

async function requireRoom({ tx, runtime, abn }: ChangeTools): Promise<void> {
  const working = await tx.apiToken.count({
    where: { abn, revokedAt: null, expiresAt: { gt: new Date(runtime.clock.now()) } },
  })
  if (working >= limits.apiTokens) throw new MandateError('api.too-many-tokens', { limit: limits.apiTokens })
}
