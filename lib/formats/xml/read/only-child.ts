import { MandateError } from '../../../core/errors/index.ts'
import type { XmlElement } from '../node.ts'
import { childOf } from './child-of.ts'

/**
 * The one child element with that name.
 *
 * @throws MandateError `xml.missing-element`, `xml.repeated-element`
 */
export function onlyChild(element: XmlElement, ns: string, local: string): XmlElement {
  const found = childOf(element, ns, local)
  if (!found) throw new MandateError('xml.missing-element', { element: local, parent: element.local })
  return found
}
