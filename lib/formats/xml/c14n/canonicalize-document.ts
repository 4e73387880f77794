import type { XmlDocument, XmlNode } from '../node.ts'
import { type CanonicalizeOptions, canonicalize } from './canonicalize.ts'
import { canonicalInstruction } from './text.ts'

/**
 * Canonical text of a whole document: its root element, and the comments and instructions around it on lines of their
 * own.
 *
 * @see Canonical XML 1.0 section 2.3, the root node
 */
export function canonicalizeDocument(document: XmlDocument, options: CanonicalizeOptions = {}): string {
  const outside = (node: XmlNode): string => {
    if (node.type === 'instruction') return canonicalInstruction(node)
    return node.type === 'comment' && options.withComments ? `<!--${node.text}-->` : ''
  }
  const before = document.before.map(outside).filter((text) => text !== '')
  const after = document.after.map(outside).filter((text) => text !== '')
  return [...before, canonicalize(document.root, options), ...after].join('\n')
}
