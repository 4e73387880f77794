import { seededRandom } from '../../lib/core/random.ts'
import { childrenOf, parseXml, type XmlElement } from '../../lib/formats/xml/index.ts'

/** A stream of changed messages that is the same for the same seed. */
export type Mutator = { next(): string }

const tokens = [
  '<',
  '>',
  '/',
  '"',
  "'",
  '&',
  ';',
  '=',
  ' ',
  '\n',
  '-->',
  '<!--',
  '<![CDATA[',
  ']]>',
  '&lt;',
  '&#48;',
  '<?x?>',
  '<!DOCTYPE a>',
  'xmlns="urn:x"',
  ' u:Id="_0"',
  ' Id="_1"',
  '_0',
  '_1',
  '#_0',
  '#_1',
  '#',
  'urn:x',
  '2036',
  '\0',
  '\ufffe',
  '\u00e9',
]

/**
 * Changes a message in one to three places: bytes, tokens, and whole elements that are moved, doubled, swapped, wrapped
 * or taken out.
 */
export function mutator(message: string, seed: number): Mutator {
  const random = integers(seed)
  const { root } = parseXml(Buffer.from(message))
  const elements = allOf(root)
  const pick = <Item>(items: readonly Item[]) => items[random(items.length)] as Item
  const change = [
    (text: string) => splice(text, random(text.length), random(3), pick(tokens)),
    (text: string) => splice(text, random(text.length), 1 + random(20), ''),
    (text: string) => splice(text, random(text.length), 1, String.fromCharCode(32 + random(95))),
    (text: string) => {
      const from = random(text.length)
      return splice(text, random(text.length), 0, text.slice(from, from + random(60)))
    },
  ]
  const restructure = [
    (a: XmlElement) => splice(message, a.start, a.end - a.start, ''),
    (a: XmlElement) => splice(message, a.end, 0, message.slice(a.start, a.end)),
    (a: XmlElement) => splice(message, a.start, 0, message.slice(a.start, a.end).replace(/ u:Id="[^"]*"/, ' u:Id="f"')),
    (a: XmlElement, b: XmlElement) =>
      splice(message, b.contentStart, 0, message.slice(a.start, a.end).replace(/ u:Id="[^"]*"/, '')),
    (a: XmlElement, b: XmlElement) =>
      splice(splice(message, Math.max(a.end, b.end), 0, message.slice(a.start, a.end)), a.start, a.end - a.start, ''),
    (a: XmlElement) => splice(splice(message, a.end, 0, '</w>'), a.start, 0, '<w>'),
    (a: XmlElement, b: XmlElement) => splice(message, a.start, a.end - a.start, message.slice(b.start, b.end)),
    (a: XmlElement) => splice(message, a.contentStart, a.contentEnd - a.contentStart, pick(tokens)),
  ]
  return {
    next() {
      let text = random(3) === 0 ? pick(restructure)(pick(elements), pick(elements)) : message
      for (let times = random(3); times >= 0; times--) text = pick(change)(text)
      return random(4) === 0 ? pick(restructure)(pick(elements), pick(elements)) : text
    },
  }
}

function allOf(element: XmlElement): XmlElement[] {
  return [element, ...childrenOf(element).flatMap(allOf)]
}

function splice(text: string, at: number, cut: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + cut)
}

function integers(seed: number): (below: number) => number {
  const stream = seededRandom(seed)
  let pool = stream.bytes(4_096)
  let at = 0
  return (below) => {
    if (at + 4 > pool.length) {
      pool = stream.bytes(4_096)
      at = 0
    }
    const value = ((pool[at] as number) << 16) | ((pool[at + 1] as number) << 8) | (pool[at + 2] as number)
    at += 3
    return value % below
  }
}
