import { MandateError } from '../../../core/errors/index.ts'
import { namespaces } from '../namespaces.ts'
import type { XmlElement } from '../node.ts'

/**
 * Collects the identifiers of an element.
 *
 * @throws MandateError `xml.duplicate-id`, `xml.invalid-id`
 */
export function collectIds(element: XmlElement, ids: Map<string, XmlElement>, further: readonly string[]): void {
  for (const { ns, local, value } of element.attrs) {
    if (!isIdentifier(element, ns, local) && !(ns === '' && further.includes(local))) continue
    if (value === '' || /\s/.test(value)) throw new MandateError('xml.invalid-id', { element: element.local })
    const holder = ids.get(value)
    if (holder === element) continue
    if (holder) throw new MandateError('xml.duplicate-id', { id: value.slice(0, 60) })
    ids.set(value, element)
  }
}

/** Which attributes are of type ID in the schemas that we speak. No schema is read, so the list is here. */
function isIdentifier(element: XmlElement, ns: string, local: string): boolean {
  switch (local) {
    case 'Id':
      return ns === namespaces.wsu || (ns === '' && plainIdOwners.has(element.ns))
    case 'ID':
      return ns === '' && element.ns === namespaces.saml2
    case 'AssertionID':
      return ns === '' && element.ns === namespaces.saml1 && element.local === 'Assertion'
    case 'id':
      return ns === namespaces.xml
    default:
      return false
  }
}

const plainIdOwners: ReadonlySet<string> = new Set([namespaces.ds, namespaces.ds11, namespaces.xenc, namespaces.xenc11])
