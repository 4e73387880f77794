import { MandateError } from '../../../core/errors/index.ts'
import type { XmlElement } from '../node.ts'

/**
 * The whole character data of an element that has no element children. A comment or a CDATA section inside neither
 * ends nor splits the value. White space is kept.
 *
 * @throws MandateError `xml.unexpected-element` where there is an element inside
 */
export function textOf(element: XmlElement): string {
  const { children } = element
  if (children.length === 1 && children[0]?.type === 'text') return children[0].text
  let text = ''
  for (const child of children) {
    if (child.type === 'text') text += child.text
    else if (child.type === 'element') {
      throw new MandateError('xml.unexpected-element', { element: child.local, parent: element.local })
    }
  }
  return text
}
