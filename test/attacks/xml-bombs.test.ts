import { describe, expect, it } from 'vitest'
import { utf8 } from '../../lib/core/bytes.ts'
import { type ErrorCode, MandateError } from '../../lib/core/errors/index.ts'
import { canonicalize, namespaces, parseXml } from '../../lib/formats/xml/index.ts'
import { believe, signedRequest } from './xml-request.ts'

function outcome(bytes: Uint8Array): ErrorCode | 'accepted' {
  try {
    parseXml(bytes)
    return 'accepted'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}

/** Milliseconds of processor time. The bounds below are far above what it takes, and far below what an attack needs. */
function cost(run: () => unknown): number {
  const start = process.cpuUsage()
  run()
  const { system, user } = process.cpuUsage(start)
  return (user + system) / 1_000
}

const laughs = [
  '<!ENTITY lol "lol">',
  ...Array.from({ length: 9 }, (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at || ''};`.repeat(10)}">`),
].join('')
const megabyte = (text: string, before = '', after = '') =>
  before + text.repeat(Math.floor((1_048_576 - before.length - after.length) / text.length)) + after

const bombs: [string, ErrorCode, string][] = [
  ['billion laughs', 'xml.doctype', `<!DOCTYPE lolz [${laughs}]><lolz>&lol9;</lolz>`],
  [
    'quadratic blow-up',
    'xml.doctype',
    `<!DOCTYPE a [<!ENTITY b "${'b'.repeat(50_000)}">]><a>${'&b;'.repeat(50_000)}</a>`,
  ],
  ['a file as an entity', 'xml.doctype', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
  ['an address as an entity', 'xml.doctype', '<!DOCTYPE a [<!ENTITY x SYSTEM "http://169.254.169.254/">]><a>&x;</a>'],
  ['a parameter entity', 'xml.doctype', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/x.dtd">%x;]><a/>'],
  ['an outer document type', 'xml.doctype', '<!DOCTYPE a PUBLIC "-//A//B" "http://localhost/a.dtd"><a/>'],
  ['default attributes', 'xml.doctype', '<!DOCTYPE a [<!ATTLIST a Id ID "_0">]><a/>'],
  ['a document type after a comment', 'xml.doctype', '<!-- --><!DOCTYPE a><a/>'],
  ['a document type inside', 'xml.doctype', '<a><!DOCTYPE b></a>'],
  ['an entity without a document type', 'xml.unknown-entity', '<a>&xxe;</a>'],
  [
    'an inclusion that is never followed',
    'xml.processing-instruction',
    '<?xml-stylesheet href="http://localhost/"?><a/>',
  ],
  ['elements a hundred thousand deep', 'xml.too-deep', '<a>'.repeat(100_000)],
  ['elements a hundred thousand deep, closed', 'xml.too-deep', '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
  ['a hundred thousand elements', 'xml.too-many-nodes', `<a>${'<b/>'.repeat(100_000)}</a>`],
  ['a hundred thousand comments', 'xml.too-many-nodes', `<a>${'<!---->'.repeat(100_000)}</a>`],
  ['a hundred thousand sections', 'xml.too-many-nodes', `<a>${'<![CDATA[x]]>'.repeat(60_000)}</a>`],
  [
    'ten thousand attributes',
    'xml.too-many-attributes',
    `<a ${Array.from({ length: 10_000 }, (_, at) => `b${at}=""`).join(' ')}/>`,
  ],
  [
    'ten thousand declarations',
    'xml.too-many-attributes',
    `<a ${Array.from({ length: 10_000 }, (_, at) => `xmlns:b${at}="u"`).join(' ')}/>`,
  ],
  [
    'declarations on every level',
    'xml.too-many-namespaces',
    Array.from(
      { length: 60 },
      (_, level) => `<a ${Array.from({ length: 60 }, (__, at) => `xmlns:b${level}-${at}="u"`).join(' ')}>`,
    ).join(''),
  ],
  ['an attribute of a megabyte', 'xml.attribute-too-long', megabyte('x', '<a b="', '"/>')],
  ['an attribute that never ends', 'xml.malformed', megabyte('x', '<a b="')],
  ['a name of a megabyte', 'xml.name-too-long', megabyte('x', '<', '/>')],
  ['a namespace of a megabyte', 'xml.attribute-too-long', megabyte('x', '<a xmlns="', '"/>')],
  ['a comment that never ends', 'xml.malformed', megabyte('-', '<a><!-- ', '')],
  ['comments that almost end', 'xml.malformed', megabyte('<!-- --', '<a>', '')],
  ['ampersands without end', 'xml.malformed', megabyte('&', '<a>', '</a>')],
  ['references without end', 'xml.malformed', megabyte('&#', '<a>', ';</a>')],
  ['a number without end', 'xml.malformed', megabyte('9', '<a>&#', ';</a>')],
  ['brackets without end', 'xml.malformed', megabyte(']]', '<a>', ']]></a>')],
  ['lesser signs without end', 'xml.malformed', megabyte('<')],
  ['spaces in a tag without end', 'xml.malformed', megabyte(' ', '<a')],
  ['spaces before the root', 'xml.empty', megabyte(' ')],
  ['equal signs without end', 'xml.malformed', megabyte('=', '<a b', '')],
]

describe('documents that are made to hurt', () => {
  it.each(bombs)('%s', (_, code, text) => {
    const bytes = utf8(text)
    let found: ErrorCode | 'accepted' = 'accepted'
    expect(
      cost(() => {
        found = outcome(bytes)
      }),
    ).toBeLessThan(300)
    expect(found).toBe(code)
  })

  it('two megabytes are not even looked at', () => {
    expect(outcome(new Uint8Array(2_097_152))).toBe('xml.too-large')
  })

  it('the largest documents that pass take no longer than they should', () => {
    const deep = Array.from(
      { length: 63 },
      (_, at) =>
        `<p${at}:a ${Array.from({ length: 4 }, (__, each) => `xmlns:p${at + each * 63}="urn:${at}"`).join(' ')}>`,
    )
    const open = deep.join('')
    const close = deep.map((_, at) => `</p${62 - at}:a>`).join('')
    for (const text of [
      megabyte('x', '<a>', '</a>'),
      megabyte('&amp;', '<a>', '</a>'),
      megabyte('\r\n', '<a>', '</a>'),
      `<a>${'<b/>'.repeat(49_000)}</a>`,
      `<a>${'<b c="&#10;" d=""/>'.repeat(49_000)}</a>`,
      `${open}${'<a/>'.repeat(49_000)}${close}`,
      `${open}${'<p0:a p1:b=""/>'.repeat(49_000)}${close}`,
    ]) {
      const bytes = utf8(text)
      let found: ErrorCode | 'accepted' = 'xml.empty'
      expect(
        cost(() => {
          found = outcome(bytes)
        }),
      ).toBeLessThan(1_500)
      expect(found).toBe('accepted')
    }
  })

  it('identifiers by the ten thousand cost no more than any other attribute', () => {
    const text = `<a xmlns:u="${namespaces.wsu}">${Array.from({ length: 20_000 }, (_, at) => `<b u:Id="_${at}"/>`).join('')}</a>`
    expect(cost(() => parseXml(utf8(text)))).toBeLessThan(1_000)
  })
})

describe('canonical forms that are made to hurt', () => {
  it('a declaration that is repeated on every branch', () => {
    const { root } = parseXml(utf8(`<a xmlns:p="urn:${'x'.repeat(500)}">${'<p:b/>'.repeat(49_000)}</a>`))
    expect(() => canonicalize(root)).toThrow('xml.canonical-too-large')
  })

  it('does not forbid a large part that is honest', () => {
    const { root } = parseXml(utf8(`<p:a xmlns:p="urn:p">${'<p:b>text</p:b>'.repeat(20_000)}</p:a>`))
    expect(canonicalize(root).length).toBeGreaterThan(300_000)
  })
})

describe('signatures that are made to hurt', () => {
  const text = signedRequest()
  const [reference] = /<ds:Reference[\s\S]*?<\/ds:Reference>/.exec(text) as RegExpExecArray
  const refusal = (markup: string): ErrorCode | 'accepted' => {
    try {
      believe(markup)
      return 'accepted'
    } catch (error) {
      if (error instanceof MandateError) return error.code
      throw error
    }
  }

  it.each<[string, ErrorCode, (markup: string) => string]>([
    [
      'a thousand references',
      'xmldsig.too-many-references',
      (markup) => markup.replace(reference, reference.repeat(1_000)),
    ],
    [
      'the same reference four times',
      'xmldsig.repeated-reference',
      (markup) => markup.replace(reference, reference.repeat(3)),
    ],
    [
      'a thousand transforms',
      'xmldsig.malformed',
      (markup) => markup.replace(/<ds:Transform .*?<\/ds:Transform>/, (one) => one.repeat(1_000)),
    ],
    [
      'a prefix list of ten thousand',
      'xmldsig.malformed',
      (markup) =>
        markup.replace(
          /(<ds:Transform [^>]*>)/,
          `$1<ec:InclusiveNamespaces xmlns:ec="${namespaces.ec}" PrefixList="${'p '.repeat(10_000)}"/>`,
        ),
    ],
    [
      'a signature value of half a megabyte',
      'xmldsig.signature-mismatch',
      (markup) => markup.replace(/(<ds:SignatureValue>)[^<]*/, `$1${'AAAA'.repeat(131_072)}`),
    ],
    [
      'a program as a transform',
      'xmldsig.algorithm-not-allowed',
      (markup) =>
        markup.replace(
          /(<ds:Transform Algorithm=")[^>]*>/,
          '$1http://www.w3.org/TR/1999/REC-xslt-19991116"><x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform" version="1.0"/>',
        ),
    ],
    [
      'an address as a reference',
      'xmldsig.reference-not-allowed',
      (markup) => markup.replace('URI="#_0"', 'URI="http://169.254.169.254/latest/meta-data/"'),
    ],
  ])('%s', (_, code, change) => {
    let found: ErrorCode | 'accepted' = 'accepted'
    expect(
      cost(() => {
        found = refusal(change(text))
      }),
    ).toBeLessThan(300)
    expect(found).toBe(code)
  })
})
