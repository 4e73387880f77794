import type { XmlDocument, XmlElement } from '../node.ts'
import type { XmlFragment } from './fragment.ts'

/** A place in a document, next to an element of it. */
export type XmlPlace = { before: XmlElement } | { after: XmlElement } | { firstIn: XmlElement } | { lastIn: XmlElement }

/**
 * The document's text with the fragment put in at that place; nothing else changes. The fragment brings its own
 * namespace declarations.
 *
 * @throws TypeError for the inside of an empty-element tag, or for a place outside the root
 */
export function insertXml(document: XmlDocument, place: XmlPlace, fragment: XmlFragment): string {
  const { source } = document
  const at = offsetOf(place)
  if (at <= document.root.start || at >= document.root.end) throw new TypeError('a place outside the root element')
  return source.slice(0, at) + fragment.markup + source.slice(at)
}

function offsetOf(place: XmlPlace): number {
  if ('before' in place) return place.before.start
  if ('after' in place) return place.after.end
  const element = 'firstIn' in place ? place.firstIn : place.lastIn
  if (element.contentEnd === element.end) throw new TypeError(`${element.local} is an empty-element tag`)
  return 'firstIn' in place ? element.contentStart : element.contentEnd
}
