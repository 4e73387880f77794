import { MandateError } from '../../../core/errors/index.ts'
import type { XmlElement } from '../node.ts'
import { attributeOf } from './attribute-of.ts'

/**
 * Value of an attribute that must be there.
 *
 * @throws MandateError `xml.missing-attribute`
 */
export function requiredAttribute(element: XmlElement, ns: string, local: string): string {
  const value = attributeOf(element, ns, local)
  if (value === undefined) throw new MandateError('xml.missing-attribute', { element: element.local, attribute: local })
  return value
}
