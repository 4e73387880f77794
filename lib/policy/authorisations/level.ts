import type { AuthorisationType } from '../permissions/roles.ts'

/** Levels for the override rule: a higher one replaces a lower one, an equal or lower one is refused. */
export const levels: Record<AuthorisationType, number> = {
  PRINCIPAL_AUTHORITY: 4,
  GOVERNMENT_REPRESENTATIVE: 3,
  INDIRECT_ASSOCIATE: 3,
  RESPONSIBLE_AUTHORITY: 3,
  STANDARD: 2,
  BASIC: 1,
}

/** True when a new authorisation of type `next` replaces the one of type `held`. */
export function overrides(next: AuthorisationType, held: AuthorisationType): boolean {
  return levels[next] > levels[held]
}
