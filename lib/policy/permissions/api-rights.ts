import type { Act } from './acts.ts'
import { type Asker, mayEver } from './decide.ts'

/** What a right of an API token is for, and the acts of the permission matrix that it can lead to. */
export type ApiRightRow = { label: string; acts: readonly Act[] }

const right = (label: string, ...acts: readonly Act[]): ApiRightRow => ({ label, acts })

/**
 * The rights that an API token can have. A right opens routes of the API; whether an act behind them is allowed is
 * decided at each call, by the role that whoever made the token has then.
 */
export const apiRights = {
  'business:read': right('See the business', 'view-business'),
  'authorisations:read': right(
    'See representatives',
    'list-authorisations',
    'view-authorisation',
    'export-authorisations',
  ),
  'authorisations:write': right(
    'Add, edit, renew and remove representatives',
    'create-authorisation',
    'import-authorisations',
    'edit-authorisation',
    'reissue-code',
    'renew-authorisation',
    'remove-authorisation',
  ),
  'notifications:read': right('See cloud software notifications', 'list-notifications'),
  'notifications:write': right(
    'Add, request, accept, decline and end cloud software notifications',
    'manage-notifications',
    'request-notification',
  ),
  'history:read': right('See the history', 'view-history'),
  'credentials:read': right('See machine credentials', 'list-credentials'),
  'credentials:write': right(
    'Create and revoke machine credentials',
    'list-credentials',
    'create-credential',
    'revoke-credential',
  ),
  'traces:read': right('See what the credentials were used for', 'list-credentials'),
  'dsp:read': right('See Online services for DSPs', 'view-business'),
  'dsp:write': right('Register and test products, and ask the desk of Online services for DSPs', 'view-business'),
} as const satisfies Record<string, ApiRightRow>

export type ApiRight = keyof typeof apiRights
export const apiRightNames = Object.keys(apiRights) as ApiRight[]

/** Nobody can give a token more than their own role includes: a right needs all of its acts. */
export function mayGive(right: ApiRight, asker: Asker): boolean {
  return apiRights[right].acts.every((act) => mayEver(act, asker))
}
