import type { Instant } from '../../../core/clock.ts'
import type { BusinessTime } from '../../../platform/clock/business-clock.ts'
import type { ApiToken, Authorisation } from '../../../platform/store/generated/client.ts'
import { isInForce } from '../../../policy/authorisations/lifecycle.ts'
import { type ApiRight, apiRightNames, apiRights } from '../../../policy/permissions/api-rights.ts'

/** Where a token stands: `orphaned` when its maker acts for the business no more. */
export type ApiTokenStatus = 'working' | 'expired' | 'revoked' | 'orphaned'

/** A token in a list. The token itself is nowhere. */
export type ApiTokenView = {
  id: string
  name: string
  /** First characters of the token. */
  hint: string
  status: ApiTokenStatus
  statusLabel: string
  rights: { name: ApiRight; label: string }[]
  createdByName: string
  createdAt: string
  expiresAt: string
  /** To the minute. */
  lastUsedAt: string | null
  revokedAt: string | null
  revokedByName: string | null
}

export type TokenWithMaker = ApiToken & { authorisation: Authorisation }

/**
 * Where a token stands now.
 *
 * @param real the real time, which tokens live by
 * @param time the business's own, which the authorisation of its maker lives by
 */
export function tokenStatus(token: TokenWithMaker, real: Instant, time: BusinessTime): ApiTokenStatus {
  if (token.revokedAt !== null) return 'revoked'
  if (token.expiresAt.getTime() <= real) return 'expired'
  return isInForce(token.authorisation, time.now, time.today) ? 'working' : 'orphaned'
}

/** A right that the table has no more is none. */
export function rightsOf({ rights }: Pick<ApiToken, 'rights'>): ApiRight[] {
  return apiRightNames.filter((name) => rights.includes(name))
}

export function toApiTokenView(token: TokenWithMaker, real: Instant, time: BusinessTime): ApiTokenView {
  const { id, name, hint, createdByName, createdAt, expiresAt, lastUsedAt, revokedAt, revokedByName } = token
  const status = tokenStatus(token, real, time)
  return {
    id,
    name,
    hint,
    status,
    statusLabel: statusLabels[status],
    rights: rightsOf(token).map((right) => ({ name: right, label: apiRights[right].label })),
    createdByName,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    revokedByName,
  }
}

const statusLabels: Record<ApiTokenStatus, string> = {
  working: 'Works',
  expired: 'Expired',
  revoked: 'Revoked',
  orphaned: 'Dead: its maker has left',
}
