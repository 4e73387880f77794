import { hour, type Instant, isoTime, minute } from '../../../../core/clock.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import type { TraceRecorder } from '../../../mas/trace/trace-recorder.ts'

/**
 * How long a message may be sent again, and by how much clocks may differ, ms. No token lasts longer, so that an older
 * message has none in force; and messages are remembered for longer than that.
 */
const oldest = 12 * hour
const skew = 5 * minute

/**
 * Checks the time in the signed ebMS header. A sender that got no answer sends the same message again, hours later too,
 * so an old one is no wrong one; that it has no effect twice is another check.
 *
 * @throws MandateError `sbr.message-expired`, `sbr.message-not-yet-valid`
 */
export function checkMessageTime(timestamp: Instant, now: Instant, trace: TraceRecorder): void {
  const details = { created: isoTime(timestamp), now: isoTime(now) }
  if (timestamp > now + skew) throw new MandateError('sbr.message-not-yet-valid', details)
  if (timestamp < now - oldest) {
    throw new MandateError('sbr.message-expired', { ...details, expires: isoTime((timestamp + oldest) as Instant) })
  }
  trace.pass('The time of the message is within what is accepted.', details)
}
