import { type IdentityStrength, identityStrengths } from './identity-strength.ts'

const prefix = 'urn:id.gov.au:tdif:acr:'

/** The `acr` value that stands for each strength (identity proofing level, authentication level). */
const acrValues = {
  BASIC: `${prefix}ip1:cl1`,
  STANDARD: `${prefix}ip2:cl2`,
  STRONG: `${prefix}ip3:cl2`,
} as const satisfies Record<IdentityStrength, string>

/** The `acr` value that a sign-in of this strength has. */
export function acrOf(strength: IdentityStrength): string {
  return acrValues[strength]
}

/** All values that satisfy a need, strongest first, as `acr_values` wants them. */
export function acrsSatisfying(needed: IdentityStrength): string[] {
  return identityStrengths
    .slice(identityStrengths.indexOf(needed))
    .reverse()
    .map((strength) => acrValues[strength])
}

/**
 * The strength that an `acr` value proves: IP1 and IP1+ are Basic, IP2 and IP2+ Standard, IP3 and IP4 Strong; the last
 * three need authentication level 2. `undefined` for anything else: an unknown value proves nothing.
 */
export function strengthOfAcr(acr: unknown): IdentityStrength | undefined {
  if (typeof acr !== 'string' || !acr.startsWith(prefix)) return undefined
  const [proofing, level, ...more] = acr.slice(prefix.length).split(':')
  if (more.length > 0 || level === undefined) return undefined
  if (/^ip1p?$/.test(proofing as string)) return /^cl[123]$/.test(level) ? 'BASIC' : undefined
  if (!/^cl[23]$/.test(level)) return undefined
  if (/^ip2p?$/.test(proofing as string)) return 'STANDARD'
  return /^ip[34]$/.test(proofing as string) ? 'STRONG' : undefined
}

/**
 * The strength that a request's `acr_values` need. Any of them will do, so the weakest of those that exist counts; Basic
 * where none is asked for, `undefined` where none exists.
 */
export function neededStrength(acrValues: unknown): IdentityStrength | undefined {
  const asked = typeof acrValues === 'string' ? acrValues.split(' ').filter(Boolean) : []
  if (asked.length === 0) return 'BASIC'
  const known = asked.map(strengthOfAcr)
  return identityStrengths.find((strength) => known.includes(strength))
}
