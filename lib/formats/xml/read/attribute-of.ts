import type { XmlElement } from '../node.ts'

/** Value of an attribute by expanded name; `ns` is `''` for an attribute without a prefix. */
export function attributeOf(element: XmlElement, ns: string, local: string): string | undefined {
  for (const attribute of element.attrs) {
    if (attribute.local === local && attribute.ns === ns) return attribute.value
  }
  return undefined
}
