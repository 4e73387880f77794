import type { XmlElement } from '../node.ts'

/**
 * Every element with that name below `element`, in document order; `element` itself is not among them. For counting
 * and refusing; to take a value, go step by step with `onlyChild`.
 */
export function descendants(element: XmlElement, ns: string, local: string): XmlElement[] {
  const found: XmlElement[] = []
  collect(element, ns, local, found)
  return found
}

function collect(element: XmlElement, ns: string, local: string, found: XmlElement[]): void {
  for (const child of element.children) {
    if (child.type !== 'element') continue
    if (child.local === local && child.ns === ns) found.push(child)
    collect(child, ns, local, found)
  }
}
