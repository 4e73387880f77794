import { type Instant, parseDateTime } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { childOf, namespaces, textOf, type XmlElement } from '../../xml/index.ts'

/** What a `wsu:Timestamp` says. */
export type MessageTimestamp = { readonly created: Instant; readonly expires: Instant | undefined }

/**
 * Reads a `wsu:Timestamp`. Created must be there; where both are, Expires comes after Created.
 *
 * @throws MandateError `mas.timestamp-invalid`
 * @see WS-Security: SOAP Message Security 1.1, section 10
 */
export function readTimestamp(timestamp: XmlElement): MessageTimestamp {
  const created = readMoment(timestamp, 'Created')
  const expires = readMoment(timestamp, 'Expires')
  if (created === undefined) throw new MandateError('mas.timestamp-invalid', { what: 'there is no Created' })
  if (expires !== undefined && expires <= created) {
    throw new MandateError('mas.timestamp-invalid', { what: 'Expires is not after Created' })
  }
  return { created, expires }
}

function readMoment(timestamp: XmlElement, name: 'Created' | 'Expires'): Instant | undefined {
  const element = childOf(timestamp, namespaces.wsu, name)
  if (!element) return undefined
  const moment = parseDateTime(textOf(element))
  if (moment === undefined) throw new MandateError('mas.timestamp-invalid', { what: `${name} is not a date and time` })
  return moment
}
