/** How well a Digital ID is proven, weakest first. */
export const identityStrengths = ['BASIC', 'STANDARD', 'STRONG'] as const
export type IdentityStrength = (typeof identityStrengths)[number]

/** What people call them. */
export const strengthNames: Readonly<Record<IdentityStrength, string>> = {
  BASIC: 'Basic',
  STANDARD: 'Standard',
  STRONG: 'Strong',
}

/** True when `actual` satisfies a need for `needed`: a higher strength satisfies a lower need. */
export function isStrongEnough(actual: IdentityStrength, needed: IdentityStrength): boolean {
  return identityStrengths.indexOf(actual) >= identityStrengths.indexOf(needed)
}
