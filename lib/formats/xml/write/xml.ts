import { XmlAttributes } from './attributes.ts'
import { escapeAttribute, escapeText } from './escape.ts'
import { XmlFragment } from './fragment.ts'

/** What a hole of the `xml` template takes. */
export type XmlValue = string | number | XmlFragment | XmlAttributes | undefined | readonly XmlValue[]

/**
 * Writes XML. Text in a hole is escaped for where it stands; a fragment is put in as it is; an array is put in one
 * after the other; `undefined` between tags is nothing. A hole inside a start tag, outside quotes, takes what
 * `attributes` made.
 *
 * @throws MandateError `xml.unwritable-text`
 * @throws TypeError where a value cannot stand in its place: a mistake in the program, not in the data
 * @example
 * xml`<wsu:Timestamp wsu:Id="${id}"><wsu:Created>${created}</wsu:Created></wsu:Timestamp>`.markup
 */
export function xml(strings: TemplateStringsArray, ...values: readonly XmlValue[]): XmlFragment {
  let places = placesOf.get(strings)
  if (!places) {
    places = findPlaces(strings)
    placesOf.set(strings, places)
  }
  let markup = strings[0] as string
  for (let at = 0; at < values.length; at++) {
    markup += write(values[at], places[at] as Place) + (strings[at + 1] as string)
  }
  return XmlFragment.ofMarkup(markup)
}

type Place = 'content' | 'attribute' | 'tag'

/** Where the holes of a template stand; a template's array of strings is the same one at each call. */
const placesOf = new WeakMap<TemplateStringsArray, Place[]>()

function findPlaces(strings: TemplateStringsArray): Place[] {
  const places: Place[] = []
  let place: Place = 'content'
  let quote = ''
  for (const [index, part] of strings.entries()) {
    for (const character of part) {
      if (place === 'content') {
        if (character === '<') place = 'tag'
      } else if (place === 'attribute') {
        if (character === quote) place = 'tag'
      } else if (character === '>') {
        place = 'content'
      } else if (character === '"' || character === "'") {
        place = 'attribute'
        quote = character
      }
    }
    if (index === strings.length - 1) continue
    places.push(place)
  }
  if (place !== 'content') throw new TypeError('an xml template ends inside a tag')
  return places
}

function write(value: XmlValue, place: Place): string {
  if (place === 'attribute') {
    if (typeof value === 'string') return escapeAttribute(value)
    if (typeof value === 'number') return String(value)
  } else if (place === 'tag') {
    if (XmlAttributes.is(value)) return value.markup
  } else {
    if (typeof value === 'string') return escapeText(value)
    if (XmlFragment.is(value)) return value.markup
    if (typeof value === 'number') return String(value)
    if (value === undefined) return ''
    if (Array.isArray(value)) {
      let markup = ''
      for (const item of value) markup += write(item, place)
      return markup
    }
  }
  throw new TypeError(`a value that cannot stand in ${place} of an xml template`)
}
