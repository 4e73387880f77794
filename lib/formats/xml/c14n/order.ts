import type { XmlAttribute } from '../node.ts'

/** Namespace declarations: the default first, then by prefix (Canonical XML 1.0 section 2.2). */
export function byPrefix(a: { prefix: string }, b: { prefix: string }): number {
  return byCodePoint(a.prefix, b.prefix)
}

/** Attributes: by namespace URI, those without one first, then by local name. */
export function byAttributeName(a: XmlAttribute, b: XmlAttribute): number {
  return byCodePoint(a.ns, b.ns) || byCodePoint(a.local, b.local)
}

/** By UCS code point. UTF-16 order differs from it only between surrogates and what stands above them. */
function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x === y) continue
    const surrogateX = x >= 0xd800 && x <= 0xdfff
    const surrogateY = y >= 0xd800 && y <= 0xdfff
    if (surrogateX !== surrogateY) return surrogateX ? 1 : -1
    return x - y
  }
  return a.length - b.length
}
