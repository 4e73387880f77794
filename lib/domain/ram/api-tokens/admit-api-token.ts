import { dayOf, formatDay } from '../../../core/calendar-day.ts'
import { instant, minute } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { timeWith } from '../../../platform/clock/business-clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { ApiRight } from '../../../policy/permissions/api-rights.ts'
import type { Actor } from '../../context.ts'
import { rightsOf, tokenStatus } from './api-token-view.ts'
import { hashTokenSecret, looksLikeToken } from './token-secret.ts'

/** A token that was checked, and in whose name it acts. */
export type AdmittedToken = {
  id: string
  abn: string
  name: string
  rights: readonly ApiRight[]
  expiresAt: string
  actor: Actor
}

/**
 * Checks an API token. It acts for whoever made it, with the identity strength of then and the role of now.
 *
 * @throws MandateError `api.token-unknown`, `api.token-revoked`, `api.token-expired`, `api.token-without-maker`
 */
export async function admitApiToken(runtime: Runtime, secret: string): Promise<AdmittedToken> {
  const { store, clock } = runtime
  if (!looksLikeToken(secret)) throw new MandateError('api.token-unknown')
  const token = await store.apiToken.findUnique({
    where: { secretHash: hashTokenSecret(runtime, secret) },
    include: { authorisation: { include: { person: true } }, business: true },
  })
  if (token === null) throw new MandateError('api.token-unknown')
  const status = tokenStatus(token, clock.now(), timeWith(clock, token.business.clockOffsetMs))
  const { person } = token.authorisation
  if (status === 'revoked')
    throw new MandateError('api.token-revoked', { date: printed(token.revokedAt ?? token.expiresAt) })
  if (status === 'expired') throw new MandateError('api.token-expired', { date: printed(token.expiresAt) })
  if (status === 'orphaned' || person === null) throw new MandateError('api.token-without-maker')
  await rememberUse(runtime, token)
  return {
    id: token.id,
    abn: token.abn,
    name: token.name,
    rights: rightsOf(token),
    expiresAt: token.expiresAt.toISOString(),
    actor: {
      personId: person.id,
      givenNames: person.givenNames,
      familyName: person.familyName,
      strength: token.strength,
      through: `API token "${token.name}"`,
    },
  }
}

/** To the minute: a busy program must not write at each call. */
async function rememberUse(
  { store, clock }: Runtime,
  { id, lastUsedAt }: { id: string; lastUsedAt: Date | null },
): Promise<void> {
  const now = clock.now()
  if (lastUsedAt !== null && lastUsedAt.getTime() > now - minute) return
  await store.apiToken.updateMany({ where: { id }, data: { lastUsedAt: new Date(now) } })
}

function printed(moment: Date): string {
  return formatDay(dayOf(instant(moment)))
}
