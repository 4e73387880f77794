import { type Instant, parseDateTime } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { childOf, namespaces, textOf, type XmlElement } from '../../xml/index.ts'

/** The time for which the client wants the token. */
export type LifetimeRequest = { readonly created: Instant | undefined; readonly expires: Instant | undefined }

/**
 * Reads `wst:Lifetime`; `undefined` where there is none.
 *
 * @throws MandateError `mas.lifetime` where a date cannot be read
 */
export function readLifetime(request: XmlElement): LifetimeRequest | undefined {
  const lifetime = childOf(request, namespaces.wst13, 'Lifetime')
  if (!lifetime) return undefined
  return { created: readMoment(lifetime, 'Created'), expires: readMoment(lifetime, 'Expires') }
}

function readMoment(lifetime: XmlElement, name: 'Created' | 'Expires'): Instant | undefined {
  const element = childOf(lifetime, namespaces.wsu, name)
  if (!element) return undefined
  const moment = parseDateTime(textOf(element))
  if (moment === undefined) throw new MandateError('mas.lifetime', { what: `${name} is not a date and time` })
  return moment
}
