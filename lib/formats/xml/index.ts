export { type CanonicalizeOptions, canonicalize } from './c14n/canonicalize.ts'
export { canonicalizeDocument } from './c14n/canonicalize-document.ts'
export { messageLimits, type XmlLimits } from './limits.ts'
export { namespaces } from './namespaces.ts'
export type {
  XmlAttribute,
  XmlComment,
  XmlDocument,
  XmlElement,
  XmlInstruction,
  XmlNamespaceDeclaration,
  XmlNode,
  XmlText,
} from './node.ts'
export { parseXml } from './parse/parse-xml.ts'
export { attributeOf } from './read/attribute-of.ts'
export { childOf } from './read/child-of.ts'
export { childrenOf } from './read/children-of.ts'
export { descendants } from './read/descendants.ts'
export { onlyChild } from './read/only-child.ts'
export { requiredAttribute } from './read/required-attribute.ts'
export { textOf } from './read/text-of.ts'
export { attributes, type XmlAttributes } from './write/attributes.ts'
export { escapeAttribute, escapeText } from './write/escape.ts'
export { XmlFragment } from './write/fragment.ts'
export { insertXml, type XmlPlace } from './write/insert-xml.ts'
export { type XmlValue, xml } from './write/xml.ts'
