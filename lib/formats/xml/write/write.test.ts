import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../core/bytes.ts'
import {
  attributeOf,
  attributes,
  escapeAttribute,
  escapeText,
  insertXml,
  onlyChild,
  parseXml,
  textOf,
  XmlFragment,
  type XmlValue,
  xml,
} from '../index.ts'

const root = (fragment: XmlFragment) => parseXml(utf8(fragment.markup)).root

describe('the xml template', () => {
  it('escapes text for where it stands', () => {
    const text = '<&>"\'\n\t\r]]>'
    expect(xml`<a b="${text}" c='${text}'>${text}</a>`.markup).toBe(
      '<a b="&lt;&amp;&gt;&quot;&apos;&#xA;&#x9;&#xD;]]&gt;" c=\'&lt;&amp;&gt;&quot;&apos;&#xA;&#x9;&#xD;]]&gt;\'>' +
        '&lt;&amp;&gt;"\'\n\t&#xD;]]&gt;</a>',
    )
  })

  it('takes any text through and back, in either place', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((value) => /^[\t\n\r\P{Cc}]*$/u.test(value) && !/[\ufffe\uffff]/.test(value))
    fc.assert(
      fc.property(text, (value) => {
        const a = root(xml`<a b="${value}" c='${value}'>${value}</a>`)
        return attributeOf(a, '', 'b') === value && attributeOf(a, '', 'c') === value && textOf(a) === value
      }),
      { numRuns: 300 },
    )
  })

  it('puts fragments in as they are, and arrays one after the other', () => {
    const items = ['<', 1, xml`<i/>`, undefined, [xml`<j/>`]]
    expect(xml`<a>${items}${undefined}</a>`.markup).toBe('<a>&lt;1<i/><j/></a>')
  })

  it('leaves out attributes that are not there', () => {
    expect(xml`<a${attributes({ b: '"', c: undefined, 'd:e': 2 })} f="${3}"/>`.markup).toBe(
      '<a b="&quot;" d:e="2" f="3"/>',
    )
    expect(xml`<a${attributes({})}/>`.markup).toBe('<a/>')
  })

  it.each(['\0', '\x0b', '\x1f', '\ufffe', '\uffff', '\ud800', '\udc00x'])(
    'refuses what XML cannot carry: %j',
    (text) => {
      expect(() => xml`<a>${text}</a>`).toThrow('xml.unwritable-text')
      expect(() => xml`<a b="${text}"/>`).toThrow('xml.unwritable-text')
      expect(() => attributes({ b: text })).toThrow('xml.unwritable-text')
      expect(() => escapeText(text)).toThrow('xml.unwritable-text')
      expect(() => escapeAttribute(text)).toThrow('xml.unwritable-text')
    },
  )

  it('takes no text for markup, however it is dressed up', () => {
    const forged = { markup: '<script/>' } as unknown as XmlFragment
    expect(() => xml`<a>${forged}</a>`).toThrow(TypeError)
    expect(() => xml`<a>${Object.create(XmlFragment.prototype)}</a>`).toThrow(TypeError)
    expect(() => xml`<a>${null as unknown as XmlValue}</a>`).toThrow(TypeError)
    expect(() => xml`<a>${true as unknown as XmlValue}</a>`).toThrow(TypeError)
  })

  it('has no hole for names, and none for markup inside a tag', () => {
    const name = 'b'
    expect(() => xml`<${name}/>`).toThrow(TypeError)
    expect(() => xml`<a ${'b="c"'}/>`).toThrow(TypeError)
    expect(() => xml`<a b="${xml`<c/>`}"/>`).toThrow(TypeError)
    expect(() => xml`<a b="${undefined}"/>`).toThrow(TypeError)
    expect(() => xml`<a b=${'c'}/>`).toThrow(TypeError)
    expect(() => attributes({ 'a b': '1' })).toThrow(TypeError)
    expect(() => attributes({ 'a="b" c': '1' })).toThrow(TypeError)
  })
})

describe('insertXml', () => {
  const document = parseXml(utf8('<?xml version="1.0"?>\n<a><b>t</b><c/></a>'))
  const b = onlyChild(document.root, '', 'b')
  const c = onlyChild(document.root, '', 'c')

  it('changes nothing else', () => {
    const begin = '<?xml version="1.0"?>\n'
    expect(insertXml(document, { before: b }, xml`<i/>`)).toBe(`${begin}<a><i/><b>t</b><c/></a>`)
    expect(insertXml(document, { after: b }, xml`<i/>`)).toBe(`${begin}<a><b>t</b><i/><c/></a>`)
    expect(insertXml(document, { firstIn: b }, xml`<i/>`)).toBe(`${begin}<a><b><i/>t</b><c/></a>`)
    expect(insertXml(document, { lastIn: document.root }, xml`<i/>`)).toBe(`${begin}<a><b>t</b><c/><i/></a>`)
  })

  it('refuses a place that there is not', () => {
    expect(() => insertXml(document, { firstIn: c }, xml`<i/>`)).toThrow(TypeError)
    expect(() => insertXml(document, { after: document.root }, xml`<i/>`)).toThrow(TypeError)
    expect(() => insertXml(document, { before: document.root }, xml`<i/>`)).toThrow(TypeError)
  })
})
