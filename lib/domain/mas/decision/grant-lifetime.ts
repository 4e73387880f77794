import { type Instant, isoTime } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { LifetimeRequest } from '../../../formats/wstrust/index.ts'
import type { RelyingParty } from '../relying-parties/relying-party.ts'
import { freshness } from '../service-version.ts'
import type { TraceRecorder } from '../trace/trace-recorder.ts'
import type { TokenGrant } from './grant.ts'

/**
 * For how long the token will be valid: as asked, but no longer than the relying party allows. A client whose clock
 * differs gets its own beginning back; the assertion itself is valid from now on at the latest.
 *
 * @throws MandateError `mas.lifetime`
 */
export function grantLifetime(
  asked: LifetimeRequest | undefined,
  { defaultLifetimeMs, maximumLifetimeMs }: RelyingParty,
  now: Instant,
  trace: TraceRecorder,
): TokenGrant['lifetime'] {
  const begin = asked?.created ?? now
  const end = asked?.expires ?? ((begin + defaultLifetimeMs) as Instant)
  if (end <= begin) throw new MandateError('mas.lifetime', { what: 'it ends before it begins' })
  if (begin > now + freshness.skew) throw new MandateError('mas.lifetime', { what: `it begins at ${isoTime(begin)}` })
  const created = begin < now - freshness.skew ? now : begin
  const expires = Math.min(end, created + maximumLifetimeMs) as Instant
  if (expires <= now) throw new MandateError('mas.lifetime', { what: `it ended at ${isoTime(end)}` })
  const shortened = expires < end
  trace.pass(shortened ? 'The lifetime is cut to what the service allows.' : 'The lifetime is as asked for.', {
    asked: asked?.expires ? `${isoTime(begin)} to ${isoTime(end)}` : 'nothing',
    granted: `${isoTime(created)} to ${isoTime(expires)}`,
    maximumMinutes: maximumLifetimeMs / 60_000,
  })
  return { created, expires, notBefore: Math.min(created, now) as Instant }
}
