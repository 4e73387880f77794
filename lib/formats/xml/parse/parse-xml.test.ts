import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../core/bytes.ts'
import { type ErrorCode, MandateError } from '../../../core/errors/index.ts'
import { attributeOf, canonicalize, childOf, onlyChild, textOf, type XmlLimits } from '../index.ts'
import { parseXml } from './parse-xml.ts'

const wsu = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'
const ds = 'http://www.w3.org/2000/09/xmldsig#'
const xenc = 'http://www.w3.org/2001/04/xmlenc#'
const saml1 = 'urn:oasis:names:tc:SAML:1.0:assertion'
const saml2 = 'urn:oasis:names:tc:SAML:2.0:assertion'

const root = (text: string, limits?: Partial<XmlLimits>) => parseXml(utf8(text), limits).root

/** The code of the refusal; anything but a refusal of our own fails the test. */
function refusal(input: string | Uint8Array, limits?: Partial<XmlLimits>): ErrorCode | 'accepted' {
  try {
    parseXml(typeof input === 'string' ? utf8(input) : input, limits)
    return 'accepted'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}

describe('what is read', () => {
  it('gives names, namespaces, attributes and parents', () => {
    const a = root('<p:a xmlns:p="urn:p" xmlns="urn:d" x="1" p:y="2"><b/></p:a>')
    expect([a.prefix, a.local, a.ns]).toEqual(['p', 'a', 'urn:p'])
    expect(a.nsDecls).toEqual([
      { prefix: 'p', uri: 'urn:p' },
      { prefix: '', uri: 'urn:d' },
    ])
    expect([attributeOf(a, '', 'x'), attributeOf(a, 'urn:p', 'y'), attributeOf(a, '', 'y')]).toEqual([
      '1',
      '2',
      undefined,
    ])
    const b = onlyChild(a, 'urn:d', 'b')
    expect(b.parent).toBe(a)
    expect(a.parent).toBeUndefined()
  })

  it('takes a byte order mark, a declaration, comments and white space around the root', () => {
    expect(
      root('\ufeff<?xml version="1.0" encoding="utf-8" standalone=\'yes\' ?>\r\n<!-- a -->\n<a/>\n<!--b-->\n').local,
    ).toBe('a')
    const document = parseXml(utf8('<!--a--><a/><!--b-->'))
    expect([document.before, document.after]).toEqual([
      [{ type: 'comment', text: 'a' }],
      [{ type: 'comment', text: 'b' }],
    ])
  })

  it('resolves the five entities and character references', () => {
    expect(textOf(root('<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;&#x1F600;&#13;</a>'))).toBe('<&>"\'AB\u{1F600}\r')
    expect(textOf(root('<a>&amp;lt;</a>'))).toBe('&lt;')
  })

  it('normalises line ends in text and white space in attributes, but not what was written as a reference', () => {
    expect(textOf(root('<a>1\r\n2\r3\n4</a>'))).toBe('1\n2\n3\n4')
    expect(attributeOf(root('<a b=" 1\t2\n3\r\n4\r5&#9;&#10;&#13;"/>'), '', 'b')).toBe(' 1 2 3 4 5\t\n\r')
  })

  it('takes CDATA as text', () => {
    expect(textOf(root('<a>x<![CDATA[<&>]]]>y<![CDATA[]]></a>'))).toBe('x<&>]y')
  })

  it('undeclares the default namespace', () => {
    const a = root('<a xmlns="urn:d"><b xmlns=""><c/></b><d/></a>')
    const b = onlyChild(a, '', 'b')
    expect(onlyChild(b, '', 'c').ns).toBe('')
    expect(onlyChild(a, 'urn:d', 'd').ns).toBe('urn:d')
  })

  it('gives the default namespace to elements only', () => {
    expect(root('<a xmlns="urn:d" b="1"/>').attrs[0]?.ns).toBe('')
  })

  it('forgets a declaration at the end of its element', () => {
    expect(refusal('<a><b xmlns:p="urn:p"/><p:c/></a>')).toBe('xml.undeclared-prefix')
    expect(refusal('<a><b xmlns:p="urn:p"><c/></b><p:c/></a>')).toBe('xml.undeclared-prefix')
    expect(root('<a xmlns:p="urn:1"><b xmlns:p="urn:2"><p:c/></b><p:d/></a>').children.length).toBe(2)
    const a = root('<a xmlns:p="urn:1"><b xmlns:p="urn:2"><p:c/></b><p:d/></a>')
    expect(childOf(a, 'urn:1', 'd')).toBeDefined()
  })

  it('knows where elements stand in the source', () => {
    const { root: a, source } = parseXml(utf8('<?xml version="1.0"?>\r\n<a x="1"><b>t</b><c/></a >\n'))
    const [b, c] = a.children
    if (b?.type !== 'element' || c?.type !== 'element') throw new Error('elements were expected')
    expect(source.slice(a.start, a.end)).toBe('<a x="1"><b>t</b><c/></a >')
    expect(source.slice(b.contentStart, b.contentEnd)).toBe('t')
    expect(source.slice(c.start, c.end)).toBe('<c/>')
    expect(c.contentEnd).toBe(c.end)
  })

  it('takes names of other scripts', () => {
    expect(root('<\u00e9l\u00e9ment \u{10400}\u00b7="1"/>').local).toBe('\u00e9l\u00e9ment')
  })

  it('takes any space that XML has inside tags', () => {
    expect(root('<a\n\tb = "1"\r\nc\t=\n\'2\' ></a\n>').attrs.length).toBe(2)
  })

  it('keeps processing instructions where it was told to', () => {
    const { before, root: a } = parseXml(utf8('<?x  y ?><a><?z?></a>'), { allowInstructions: true })
    expect(before).toEqual([{ type: 'instruction', target: 'x', text: 'y ' }])
    expect(a.children).toEqual([{ type: 'instruction', target: 'z', text: '' }])
  })
})

describe('identifiers', () => {
  it('finds those of the formats that we speak', () => {
    const { ids } = parseXml(
      utf8(
        `<x xmlns:u="${wsu}" u:Id="_0" xml:id="_x"><Signature xmlns="${ds}" Id="s"/><EncryptedData xmlns="${xenc}" Id="e"/>` +
          `<Assertion xmlns="${saml1}" AssertionID="a1"/><Assertion xmlns="${saml2}" ID="a2"/></x>`,
      ),
    )
    expect([...ids].map(([id, { local }]) => `${id} ${local}`)).toEqual([
      '_0 x',
      '_x x',
      's Signature',
      'e EncryptedData',
      'a1 Assertion',
      'a2 Assertion',
    ])
  })

  it('does not take any attribute of such a name for one', () => {
    const { ids } = parseXml(
      utf8(
        `<x Id="1" ID="2" id="3" AssertionID="4" xmlns:u="urn:other" u:Id="5"><S xmlns="${ds}" ID="6" u:Id="7"/></x>`,
      ),
    )
    expect([...ids.keys()]).toEqual([])
  })

  it('takes further ones only when told', () => {
    expect(parseXml(utf8('<x id="3"/>'), { idAttributes: ['id'] }).ids.get('3')?.local).toBe('x')
  })

  it.each([
    `<x xmlns:u="${wsu}"><a u:Id="_0"/><b u:Id="_0"/></x>`,
    `<x xmlns:u="${wsu}" u:Id="_0"><a u:Id="_0"/></x>`,
    `<x xmlns:u="${wsu}"><a u:Id="_0"/><S xmlns="${ds}" Id="_0"/></x>`,
    `<x xmlns:u="${wsu}"><a u:Id="_0"/><b u:Id="&#95;0"/></x>`,
    `<x><Assertion xmlns="${saml2}" ID="i"/><Assertion xmlns="${saml1}" AssertionID="i"/></x>`,
    `<x xml:id="i"><y xml:id="i"/></x>`,
  ])('refuses one used twice: %s', (text) => {
    expect(refusal(text)).toBe('xml.duplicate-id')
  })

  it.each(['', ' ', ' a', 'a b', 'a&#10;'])('refuses %j', (id) => {
    expect(refusal(`<x xmlns:u="${wsu}" u:Id="${id}"/>`)).toBe('xml.invalid-id')
  })
})

describe('what is refused', () => {
  it.each<[ErrorCode, string]>([
    ['xml.empty', ''],
    ['xml.empty', '  \n'],
    ['xml.empty', '<!-- only this -->'],
    ['xml.empty', '<?xml version="1.0"?>'],
    ['xml.doctype', '<!DOCTYPE a><a/>'],
    ['xml.doctype', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['xml.doctype', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['xml.doctype', '<a><!DOCTYPE a></a>'],
    ['xml.malformed', '<!doctype a><a/>'],
    ['xml.malformed', '<!ENTITY x "y"><a/>'],
    ['xml.processing-instruction', '<?x y?><a/>'],
    ['xml.processing-instruction', '<a><?x y?></a>'],
    ['xml.processing-instruction', ' <?xml version="1.0"?><a/>'],
    ['xml.processing-instruction', '<a/><?xml version="1.0"?>'],
    ['xml.processing-instruction', '<?xml-stylesheet href="x"?><a/>'],
    ['xml.declaration', '<?xml version="1.1"?><a/>'],
    ['xml.declaration', '<?xml?><a/>'],
    ['xml.declaration', '<?xml encoding="UTF-8"?><a/>'],
    ['xml.declaration', '<?xml version="1.0" standalone="maybe"?><a/>'],
    ['xml.declaration', '<?xml version="1.0" standalone="yes" encoding="UTF-8"?><a/>'],
    ['xml.declaration', '<?xml version="1.0"encoding="UTF-8"?><a/>'],
    ['xml.declaration', '<?xml version="1.0" x="y"?><a/>'],
    ['xml.declaration', '<?xml version="1.0"><a/>'],
    ['xml.not-utf8', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ['xml.not-utf8', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
    ['xml.not-utf8', '<?xml version="1.0" encoding="UTF-7"?><a/>'],
    ['xml.unknown-entity', '<a>&nbsp;</a>'],
    ['xml.unknown-entity', '<a b="&x;"/>'],
    ['xml.unknown-entity', '<a>&constructor;</a>'],
    ['xml.unknown-entity', '<a>&LT;</a>'],
    ['xml.malformed', '<a>&</a>'],
    ['xml.malformed', '<a>& amp;</a>'],
    ['xml.malformed', '<a>&amp</a>'],
    ['xml.malformed', '<a>&#;</a>'],
    ['xml.malformed', '<a>&#x;</a>'],
    ['xml.malformed', '<a>&#xG;</a>'],
    ['xml.malformed', '<a>&#X41;</a>'],
    ['xml.malformed', '<a>&#-1;</a>'],
    ['xml.malformed', '<a>&#x100000041;</a>'],
    ['xml.forbidden-character', '<a>&#0;</a>'],
    ['xml.forbidden-character', '<a>&#x1;</a>'],
    ['xml.forbidden-character', '<a>&#xB;</a>'],
    ['xml.forbidden-character', '<a>&#xD800;</a>'],
    ['xml.forbidden-character', '<a>&#xDFFF;</a>'],
    ['xml.forbidden-character', '<a>&#xFFFE;</a>'],
    ['xml.forbidden-character', '<a>&#x110000;</a>'],
    ['xml.forbidden-character', '<a>\0</a>'],
    ['xml.forbidden-character', '<a>\b</a>'],
    ['xml.forbidden-character', '<a b="\x1f"/>'],
    ['xml.forbidden-character', '<a><!--\x01--></a>'],
    ['xml.forbidden-character', '<a>\ufffe</a>'],
    ['xml.forbidden-character', '<a>\uffff</a>'],
    ['xml.malformed', 'x<a/>'],
    ['xml.malformed', '<a/>x'],
    ['xml.malformed', '<a/>&amp;'],
    ['xml.malformed', '<a/><b/>'],
    ['xml.malformed', '<a/></a>'],
    ['xml.malformed', '</a>'],
    ['xml.malformed', '<a>'],
    ['xml.malformed', '<a'],
    ['xml.malformed', '<a b'],
    ['xml.malformed', '<a b='],
    ['xml.malformed', '<a b="'],
    ['xml.malformed', '<a b="c'],
    ['xml.malformed', '<a></a'],
    ['xml.malformed', '<a></b>'],
    ['xml.malformed', '<a></ab>'],
    ['xml.malformed', '<ab></a>'],
    ['xml.malformed', '<a></a b="">'],
    ['xml.malformed', '<a></ a>'],
    ['xml.malformed', '<a xmlns:p="urn:p"><p:b></b></a>'],
    ['xml.malformed', '<a xmlns:p="urn:p" xmlns:q="urn:p"><p:b></q:b></a>'],
    ['xml.malformed', '< a/>'],
    ['xml.malformed', '<a / >'],
    ['xml.malformed', '<1/>'],
    ['xml.malformed', '<-a/>'],
    ['xml.malformed', '<.a/>'],
    ['xml.malformed', '<\u00b7a/>'],
    ['xml.malformed', '<a\u00d7/>'],
    ['xml.malformed', '<a\u037e/>'],
    ['xml.malformed', '<:a/>'],
    ['xml.malformed', '<a:/>'],
    ['xml.malformed', '<a:b:c xmlns:a="urn:a"/>'],
    ['xml.malformed', '<a b/>'],
    ['xml.malformed', '<a b=c/>'],
    ['xml.malformed', '<a b="c"d="e"/>'],
    ['xml.malformed', '<a b="<"/>'],
    ['xml.malformed', '<a "b"/>'],
    ['xml.malformed', '<a>]]></a>'],
    ['xml.malformed', '<a><!-- -- --></a>'],
    ['xml.malformed', '<a><!-- ---></a>'],
    ['xml.malformed', '<a><!-- </a>'],
    ['xml.malformed', '<a><!-></a>'],
    ['xml.malformed', '<a><![CDATA[</a>'],
    ['xml.malformed', '<a><![cdata[]]></a>'],
    ['xml.malformed', '<a/><![CDATA[]]>'],
    ['xml.malformed', '<![CDATA[x]]><a/>'],
    ['xml.malformed', '<>'],
    ['xml.malformed', '<a><</a>'],
    ['xml.undeclared-prefix', '<p:a/>'],
    ['xml.undeclared-prefix', '<a p:b="1"/>'],
    ['xml.invalid-namespace', '<xmlns:a/>'],
    ['xml.invalid-namespace', '<a xmlns:p=""/>'],
    ['xml.invalid-namespace', '<a xmlns:xmlns="urn:x"/>'],
    ['xml.invalid-namespace', '<a xmlns:xml="urn:x"/>'],
    ['xml.invalid-namespace', '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>'],
    ['xml.invalid-namespace', '<a xmlns="http://www.w3.org/XML/1998/namespace"/>'],
    ['xml.invalid-namespace', '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>'],
    ['xml.invalid-namespace', '<a xmlns=" urn:p"/>'],
    ['xml.invalid-namespace', '<a xmlns:p="urn:&#10;p"/>'],
    ['xml.duplicate-attribute', '<a b="1" b="2"/>'],
    ['xml.duplicate-attribute', '<a xmlns="urn:a" xmlns="urn:b"/>'],
    ['xml.duplicate-attribute', '<a xmlns:p="urn:p" xmlns:p="urn:p"/>'],
    ['xml.duplicate-attribute', '<a xmlns:p="urn:p" xmlns:q="urn:p" p:b="1" q:b="2"/>'],
  ])('%s: %s', (code, text) => {
    expect(refusal(text)).toBe(code)
  })

  it('takes the xml prefix declared as it is', () => {
    expect(refusal('<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="en"/>')).toBe('accepted')
  })

  it.each<[ErrorCode, string, number[]]>([
    ['xml.not-utf8', 'UTF-16 with its mark', [0xfe, 0xff, 0, 0x3c]],
    ['xml.not-utf8', 'UTF-16, little end first', [0xff, 0xfe, 0x3c, 0]],
    ['xml.not-utf8', 'UTF-16 without a mark', [0, 0x3c, 0, 0x61]],
    ['xml.not-utf8', 'UTF-16 without a mark, little end first', [0x3c, 0, 0x61, 0]],
    ['xml.not-utf8', 'UTF-32', [0, 0, 0, 0x3c]],
    ['xml.not-utf8', 'EBCDIC', [0x4c, 0x6f, 0xa7, 0x94]],
    ['xml.invalid-utf8', 'a lone continuation', [0x3c, 0x61, 0x3e, 0x80, 0x3c, 0x2f, 0x61, 0x3e]],
    ['xml.invalid-utf8', 'an overlong "<"', [0xc0, 0xbc, 0x61, 0x2f, 0x3e]],
    ['xml.invalid-utf8', 'a surrogate', [0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80, 0x3c, 0x2f, 0x61, 0x3e]],
    ['xml.invalid-utf8', 'a character cut short', [0x3c, 0x61, 0x2f, 0x3e, 0xe2, 0x82]],
    ['xml.invalid-utf8', 'beyond Unicode', [0x3c, 0x61, 0x3e, 0xf4, 0x90, 0x80, 0x80, 0x3c, 0x2f, 0x61, 0x3e]],
  ])('%s: %s', (code, _, bytes) => {
    expect(refusal(Uint8Array.from(bytes))).toBe(code)
  })
})

describe('limits', () => {
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)

  it.each<[ErrorCode, string, string, string, Partial<XmlLimits>]>([
    ['xml.too-large', 'bytes', `<a>${'x'.repeat(13)}</a>`, `<a>${'x'.repeat(14)}</a>`, { bytes: 20 }],
    ['xml.too-deep', 'depth', nested(5), nested(6), { depth: 5 }],
    [
      'xml.too-deep',
      'depth of an empty element',
      `${'<a>'.repeat(4)}<a/>${'</a>'.repeat(4)}`,
      `${'<a>'.repeat(5)}<a/>${'</a>'.repeat(5)}`,
      { depth: 5 },
    ],
    ['xml.too-many-attributes', 'attributes', '<a b="" c=""/>', '<a b="" c="" d=""/>', { attributes: 2 }],
    [
      'xml.too-many-attributes',
      'declarations',
      '<a xmlns="x" xmlns:c="x"/>',
      '<a xmlns="x" xmlns:c="x" d=""/>',
      { attributes: 2 },
    ],
    [
      'xml.too-many-namespaces',
      'namespaces',
      '<a xmlns="x"><b xmlns="y"/></a>',
      '<a xmlns="x"><b xmlns="y"><c xmlns="z"/></b></a>',
      { namespaces: 4 },
    ],
    ['xml.name-too-long', 'names', '<abcd/>', '<abcde/>', { nameLength: 4 }],
    ['xml.name-too-long', 'attribute names', '<a abcd=""/>', '<a abcde=""/>', { nameLength: 4 }],
    ['xml.name-too-long', 'prefixes', '<a:b xmlns:a="u"/>', '<ab:cd xmlns:ab="u"/>', { nameLength: 7 }],
    ['xml.name-too-long', 'namespaces', '<a xmlns="urn:"/>', '<a xmlns="urn:xy"/>', { nameLength: 5 }],
    ['xml.attribute-too-long', 'values', '<a b="abcd"/>', '<a b="abcde"/>', { attributeLength: 4 }],
    ['xml.too-many-nodes', 'nodes', '<a>x<b/></a>', '<a>x<b/>y</a>', { nodes: 3 }],
    ['xml.too-many-nodes', 'comments', '<a><!----><!----></a>', '<a><!----><!----><!----></a>', { nodes: 3 }],
    ['xml.too-many-nodes', 'CDATA', '<a><![CDATA[x]]></a>', '<a><![CDATA[x]]><![CDATA[x]]></a>', { nodes: 2 }],
  ])('%s: %s up to the limit and no further', (code, _, within, beyond, limits) => {
    expect(refusal(within, limits)).toBe('accepted')
    expect(refusal(beyond, limits)).toBe(code)
  })

  it('has the documented ones for messages', () => {
    expect(refusal(nested(64))).toBe('accepted')
    expect(refusal(nested(65))).toBe('xml.too-deep')
    expect(refusal(`<a>${'x'.repeat(1_048_576)}</a>`)).toBe('xml.too-large')
  })
})

describe('a comment or a CDATA section', () => {
  it.each([
    'ad<!-- -->min',
    'admin<!---->',
    '<!--x-->admin',
    'ad<![CDATA[min]]>',
    '<![CDATA[ad]]><!-- -->min',
    '&#97;dmin',
  ])('does not cut the value of %s', (content) => {
    const a = root(`<a>${content}</a>`)
    expect(textOf(a)).toBe('admin')
    expect(canonicalize(a)).toBe('<a>admin</a>')
  })
})
