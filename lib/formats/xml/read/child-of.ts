import { MandateError } from '../../../core/errors/index.ts'
import type { XmlElement } from '../node.ts'

/**
 * The one child element with that name, or `undefined`. Two are refused: a reader that took the first, beside one
 * that takes the last, is how signature wrapping works.
 *
 * @throws MandateError `xml.repeated-element`
 */
export function childOf(element: XmlElement, ns: string, local: string): XmlElement | undefined {
  let found: XmlElement | undefined
  for (const child of element.children) {
    if (child.type !== 'element' || child.local !== local || child.ns !== ns) continue
    if (found) throw new MandateError('xml.repeated-element', { element: local, parent: element.local })
    found = child
  }
  return found
}
