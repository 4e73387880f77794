import { escapeAttribute } from './escape.ts'

/** Attributes for a hole after the name in a start tag of the `xml` template; made by {@link attributes}. */
export class XmlAttributes {
  readonly #made = true
  readonly markup: string

  private constructor(markup: string) {
    this.markup = markup
  }

  static is(value: unknown): value is XmlAttributes {
    return typeof value === 'object' && value !== null && #made in value
  }

  static of(markup: string): XmlAttributes {
    return new XmlAttributes(markup)
  }
}

/**
 * Attributes that may be absent: those with `undefined` are left out. The names are the program's own.
 *
 * @throws MandateError `xml.unwritable-text`
 * @throws TypeError where a name is not an XML name
 * @example
 * xml`<a${attributes({ Id: id, 'wsu:Id': undefined })}/>`
 */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): XmlAttributes {
  let markup = ''
  for (const [name, value] of Object.entries(values)) {
    if (!/^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/.test(name)) throw new TypeError(`not an attribute name: ${name}`)
    if (value === undefined) continue
    markup += ` ${name}="${escapeAttribute(String(value))}"`
  }
  return XmlAttributes.of(markup)
}
