import type { XmlElement } from '../node.ts'

/** The child elements in document order, all of them or those with that namespace and name. */
export function childrenOf(element: XmlElement, ns?: string, local?: string): XmlElement[] {
  const found: XmlElement[] = []
  for (const child of element.children) {
    if (child.type !== 'element') continue
    if (local !== undefined && child.local !== local) continue
    if (ns !== undefined && child.ns !== ns) continue
    found.push(child)
  }
  return found
}
