import type { Instant } from '../../../core/clock.ts'
import type { CertificateProfile } from './profile.ts'

/** From when until when a certificate is valid; both ends belong to it, in whole seconds. */
export type Validity = { notBefore: Instant; notAfter: Instant }

/**
 * The longest validity of a profile that begins at `from` (cut to the second): its calendar years in UTC, less one
 * second, as the last second is part of it.
 */
export function validityFrom(from: Instant, { years }: Pick<CertificateProfile, 'years'>): Validity {
  const notBefore = (Math.floor(from / 1000) * 1000) as Instant
  const end = new Date(notBefore)
  end.setUTCFullYear(end.getUTCFullYear() + years)
  return { notBefore, notAfter: (end.getTime() - 1000) as Instant }
}
