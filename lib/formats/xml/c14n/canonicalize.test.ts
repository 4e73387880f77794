import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../core/bytes.ts'
import {
  type CanonicalizeOptions,
  canonicalize,
  canonicalizeDocument,
  descendants,
  parseXml,
  type XmlElement,
} from '../index.ts'

const read = (text: string) => parseXml(utf8(text), { allowInstructions: true })
const first = (text: string, ns: string, local: string) => descendants(read(text).root, ns, local)[0] as XmlElement
const canonical = (text: string, options?: CanonicalizeOptions) => canonicalize(read(text).root, options)

describe('both forms', () => {
  it('write start and end tags, double quotes and no needless space', () => {
    expect(canonical("<a  c='1'\n b = '2' ><d/ ></a >".replace('/ >', '/>'))).toBe('<a b="2" c="1"><d></d></a>')
  })

  it('escape what each place needs, and nothing more', () => {
    expect(
      canonical('<a b="&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13; x">&lt;&gt;&amp;"\'&#9;&#10;&#13;<![CDATA[<]]></a>'),
    ).toBe('<a b="&lt;>&amp;&quot;\'&#x9;&#xA;&#xD; x">&lt;&gt;&amp;"\'\t\n&#xD;&lt;</a>')
  })

  it('sort declarations by prefix and attributes by namespace, then name', () => {
    const text = '<e xmlns:b="urn:1" xmlns:a="urn:2" xmlns="urn:0" b:z="1" a:y="2" x="3" a:a="4" w="5" B="6"/>'
    const expected = '<e xmlns="urn:0" xmlns:a="urn:2" xmlns:b="urn:1" B="6" w="5" x="3" b:z="1" a:a="4" a:y="2"></e>'
    expect(canonical(text)).toBe(expected)
    expect(canonical(text, { algorithm: 'inclusive' })).toBe(expected)
  })

  it('sort by code point where UTF-16 would not', () => {
    expect(canonical('<e \u{10400}="1" \uf900="2"/>')).toBe('<e \uf900="2" \u{10400}="1"></e>')
  })

  it('leave comments out unless asked', () => {
    expect(canonical('<a>1<!-- x -->2</a>')).toBe('<a>12</a>')
    expect(canonical('<a>1<!-- x -->2</a>', { withComments: true })).toBe('<a>1<!-- x -->2</a>')
  })

  it('write processing instructions where the reader kept them', () => {
    expect(canonical('<a><?x   y z?><?w?></a>')).toBe('<a><?x y z?><?w?></a>')
  })

  it('leave out one element with all that is in it', () => {
    const { root } = read('<a>1<b>2<c/></b>3<b/></a>')
    expect(canonicalize(root, { exclude: root.children[1] as XmlElement })).toBe('<a>13<b></b></a>')
    expect(canonicalize(root, { exclude: root })).toBe('')
  })
})

describe('the exclusive form', () => {
  it('brings only what is visibly used (the example of its specification, section 2.2)', () => {
    const text =
      '<n0:local xmlns:n0="foo:bar" xmlns:n3="ftp://example.org"><n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2></n0:local>'
    expect(canonicalize(first(text, 'http://example.net', 'elem2'))).toBe(
      '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>',
    )
  })

  it('does not depend on what stands around', () => {
    const inner = '<p:b xmlns:p="urn:p" c="1"><d/></p:b>'
    const alone = canonical(inner)
    expect(canonicalize(first(`<x xmlns:q="urn:q" xml:lang="en">${inner}</x>`, 'urn:p', 'b'))).toBe(alone)
    expect(canonicalize(first(`<x xmlns:p="urn:p">${inner}</x>`, 'urn:p', 'b'))).toBe(alone)
  })

  it('repeats a declaration on each branch that uses it, and not below', () => {
    expect(canonical('<a xmlns:p="urn:p"><p:b><p:c/></p:b><p:d/><e p:f=""/></a>')).toBe(
      '<a><p:b xmlns:p="urn:p"><p:c></p:c></p:b><p:d xmlns:p="urn:p"></p:d><e xmlns:p="urn:p" p:f=""></e></a>',
    )
  })

  it('follows a prefix that changes its meaning and changes back', () => {
    expect(canonical('<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"><p:c xmlns:p="urn:1"/></p:b><p:d/></p:a>')).toBe(
      '<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"><p:c xmlns:p="urn:1"></p:c></p:b><p:d></p:d></p:a>',
    )
  })

  it('undeclares the default namespace only where it was written', () => {
    expect(canonical('<a xmlns="urn:a"><b xmlns=""><c/></b></a>')).toBe('<a xmlns="urn:a"><b xmlns=""><c></c></b></a>')
    expect(canonicalize(first('<a xmlns="urn:a"><b xmlns=""><c/></b></a>', '', 'b'))).toBe('<b><c></c></b>')
    expect(canonical('<p:a xmlns:p="urn:p" xmlns="urn:d"><p:b xmlns=""><c/></p:b></p:a>')).toBe(
      '<p:a xmlns:p="urn:p"><p:b><c></c></p:b></p:a>',
    )
  })

  it('takes prefixes of the list from around, whether used or not', () => {
    const text = '<x xmlns:p="urn:p" xmlns:q="urn:q" xmlns="urn:d"><b><c xmlns:q="urn:q2"/></b></x>'
    const b = first(text, 'urn:d', 'b')
    expect(canonicalize(b, { inclusivePrefixes: ['p', 'q'] })).toBe(
      '<b xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q"><c xmlns:q="urn:q2"></c></b>',
    )
    expect(canonicalize(b, { inclusivePrefixes: ['p', 'nowhere'] })).toBe(
      '<b xmlns="urn:d" xmlns:p="urn:p"><c></c></b>',
    )
    const d = first('<x xmlns="urn:d"><p:b xmlns:p="urn:p"/></x>', 'urn:p', 'b')
    expect(canonicalize(d, { inclusivePrefixes: ['#default'] })).toBe('<p:b xmlns="urn:d" xmlns:p="urn:p"></p:b>')
    expect(canonicalize(d)).toBe('<p:b xmlns:p="urn:p"></p:b>')
  })

  it('takes no attribute of the xml namespace from around', () => {
    expect(canonicalize(first('<x xml:lang="en" xml:space="preserve"><b/></x>', '', 'b'))).toBe('<b></b>')
  })
})

describe('the inclusive forms', () => {
  const text =
    '<x xmlns:p="urn:p" xmlns="urn:d" xml:lang="en" xml:id="i"><y xml:lang="de" xml:space="preserve"><b a="1"><p:c xmlns:p="urn:p"/></b></y></x>'

  it('bring all declarations and the nearest attributes of the xml namespace to the top element', () => {
    expect(canonicalize(first(text, 'urn:d', 'b'), { algorithm: 'inclusive' })).toBe(
      '<b xmlns="urn:d" xmlns:p="urn:p" a="1" xml:id="i" xml:lang="de" xml:space="preserve"><p:c></p:c></b>',
    )
  })

  it('leave xml:id where it is in version 1.1', () => {
    expect(canonicalize(first(text, 'urn:d', 'b'), { algorithm: 'inclusive11' })).toBe(
      '<b xmlns="urn:d" xmlns:p="urn:p" a="1" xml:lang="de" xml:space="preserve"><p:c></p:c></b>',
    )
  })

  it('refuse to guess at xml:base in version 1.1', () => {
    const b = first('<x xml:base="http://x/"><b/></x>', '', 'b')
    expect(() => canonicalize(b, { algorithm: 'inclusive11' })).toThrow('xml.inherited-base')
    expect(canonicalize(b, { algorithm: 'inclusive' })).toBe('<b xml:base="http://x/"></b>')
    expect(canonical('<b xml:base="http://x/"/>', { algorithm: 'inclusive11' })).toBe('<b xml:base="http://x/"></b>')
  })

  it('drop a declaration that says nothing new', () => {
    expect(canonical('<a xmlns:p="u"><b xmlns:p="u" xmlns=""/></a>', { algorithm: 'inclusive' })).toBe(
      '<a xmlns:p="u"><b></b></a>',
    )
  })
})

describe('a whole document', () => {
  it('has what stands around the root on lines of its own', () => {
    const document = read('<?xml version="1.0"?>\n\n<?x y?>\n<!--c-->\n<a/>\n<?z?><!--d-->\n')
    expect(canonicalizeDocument(document)).toBe('<?x y?>\n<a></a>\n<?z?>')
    expect(canonicalizeDocument(document, { withComments: true })).toBe('<?x y?>\n<!--c-->\n<a></a>\n<?z?>\n<!--d-->')
  })
})
