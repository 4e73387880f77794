import { type Instant, isoTime } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { MessageTimestamp } from '../../../formats/wstrust/index.ts'
import { freshness } from '../service-version.ts'

/**
 * Checks that a message is neither too old nor from the future, by clocks that may differ.
 *
 * @returns the moment from which on it is too old
 * @throws MandateError `mas.message-expired`, `mas.message-not-yet-valid`
 */
export function checkFreshness({ created, expires }: MessageTimestamp, now: Instant): Instant {
  const { skew, longestLife, usualLife } = freshness
  const end = Math.min(expires ?? created + usualLife, created + longestLife)
  if (now < created - skew) {
    throw new MandateError('mas.message-not-yet-valid', { created: isoTime(created), now: isoTime(now) })
  }
  if (now >= end + skew) {
    const details = { created: isoTime(created), expires: isoTime(end as Instant), now: isoTime(now) }
    throw new MandateError('mas.message-expired', details)
  }
  return (end + skew) as Instant
}
