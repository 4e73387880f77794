import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { utf8 } from '../../../core/bytes.ts'
import { hasCode, isMandateError } from '../../../core/errors/index.ts'
import type { XmlElement } from '../index.ts'
import { parseXml } from './parse-xml.ts'

// Two streams: the one that is the same in each run finds what was broken, the other one finds what nobody thought of.
const runs = [{ seed: 20_260_203, numRuns: 800 }, { numRuns: 800 }]

const names = fc.constantFrom(
  'a',
  'b',
  'p:a',
  'q:b',
  'xml:lang',
  'Id',
  'x-1',
  '\u00e9',
  'p:',
  ':a',
  '1',
  'a:b:c',
  'xmlns',
)
const texts = fc.constantFrom(
  '',
  ' ',
  'x',
  '\n',
  '\r\n',
  '\t',
  '&amp;',
  '&#10;',
  '&#xD;',
  '&#x1F600;',
  '&x;',
  '&',
  '<',
  '>',
  ']]>',
  '"',
  "'",
  '\u00e9\u{1F600}',
  '&#0;',
  '&#xFFFE;',
)
const value = fc.array(texts, { maxLength: 3 }).map((parts) => parts.join(''))
const attribute = fc
  .tuple(
    fc.oneof(names, fc.constantFrom('xmlns', 'xmlns:p', 'xmlns:q', 'xmlns:xml')),
    fc.oneof(value, fc.constantFrom('urn:p', 'urn:q', '')),
    fc.constantFrom('"', "'"),
  )
  .map(([name, text, quote]) => ` ${name}=${quote}${text}${quote}`)
const attributes = fc.array(attribute, { maxLength: 4 }).map((parts) => parts.join(''))
const other = fc.constantFrom('<!--c-->', '<!-- - -->', '<!----->', '<![CDATA[<&]]>', '<![CDATA[]]]]>', '<![CDATA[x]]>')

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      names,
      attributes,
      fc.array(fc.oneof({ depthSize: 'small' }, value, other, tie('element')), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([name, inside, children, empty]) =>
      empty ? `<${name}${inside}/>` : `<${name}${inside}>${children.join('')}</${name}>`,
    ),
}))

const wellDeclared = fc
  .tuple(
    fc.constantFrom('', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>\n', '\ufeff', ' ', '<!--x-->'),
    element,
  )
  .map(([before, inside]) => `${before}<root xmlns:p="urn:p" xmlns:q="urn:q">${inside}</root>\n`)

/** A document with a few characters taken out, put in or doubled. */
const damaged = fc
  .tuple(
    wellDeclared,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(3),
        fc.constantFrom('<', '>', '/', '"', '=', ' ', ':', '&', ']', '!', '-', '?', 'a', '\0', '\ufffe'),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([text, damages]) =>
    damages.reduce((whole, [where, cut, put]) => {
      const at = where % (whole.length + 1)
      return whole.slice(0, at) + put + whole.slice(at + cut)
    }, text),
  )

for (const run of runs) {
  const seed = 'seed' in run ? 'the fixed seed' : 'a fresh seed'

  it(`reads what saxes reads, and the same: documents, ${seed}`, () => {
    fc.assert(fc.property(wellDeclared, agrees), run)
  })

  it(`reads what saxes reads, and the same: damaged documents, ${seed}`, () => {
    fc.assert(fc.property(damaged, agrees), run)
  })

  it(`refuses any bytes with an error of its own, ${seed}`, () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }).map(utf8))
    fc.assert(
      fc.property(bytes, (input) => {
        try {
          return parseXml(input).root.type === 'element'
        } catch (error) {
          return isMandateError(error) && error.code.startsWith('xml.')
        }
      }),
      run,
    )
  })
}

function agrees(text: string): void {
  const theirs = withSaxes(text)
  let ours: string
  try {
    ours = events(parseXml(utf8(text)).root).join('\n')
  } catch (error) {
    // Refused here by rule, and not there.
    if (hasCode(error, 'xml.doctype', 'xml.processing-instruction', 'xml.duplicate-id', 'xml.invalid-id')) return
    if (hasCode(error, 'xml.declaration', 'xml.not-utf8', 'xml.invalid-utf8', 'xml.forbidden-character')) return
    // saxes trims white space off a namespace URI, and takes any name character to begin what follows a colon.
    if (hasCode(error, 'xml.invalid-namespace')) return
    if (hasCode(error, 'xml.malformed') && error.details.problem === 'a name was expected after ":"') return
    expect(theirs, `refused only here (${String(error)}): ${JSON.stringify(text)}`).toBeUndefined()
    return
  }
  expect(theirs, `read only here: ${JSON.stringify(text)}`).toBe(ours)
}

function events(element: XmlElement): string[] {
  const attrs = element.attrs.map(({ prefix, local, ns, value }) => JSON.stringify([prefix, local, ns, value])).sort()
  const declared = element.nsDecls.map(({ prefix, uri }) => JSON.stringify([prefix, uri])).sort()
  const found = [`<${JSON.stringify([element.prefix, element.local, element.ns])} ${attrs} ${declared}`]
  let text = ''
  const flush = () => {
    if (text !== '') found.push(JSON.stringify(text))
    text = ''
  }
  for (const child of element.children) {
    if (child.type === 'text') text += child.text
    else {
      flush()
      if (child.type === 'element') found.push(...events(child))
      else if (child.type === 'comment') found.push(`!${child.text}`)
    }
  }
  flush()
  return [...found, '>']
}

/** The same list of events from saxes; `undefined` where it refuses the text. */
function withSaxes(text: string): string | undefined {
  const found: string[] = []
  let pending = ''
  let depth = 0
  const flush = () => {
    if (pending !== '' && depth > 0) found.push(JSON.stringify(pending))
    pending = ''
  }
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('text', (part) => {
    pending += part
  })
  parser.on('cdata', (part) => {
    pending += part
  })
  parser.on('comment', (part) => {
    flush()
    if (depth > 0) found.push(`!${part}`)
  })
  parser.on('opentag', (tag) => {
    flush()
    const all = Object.values(tag.attributes)
    const isDeclaration = ({ prefix, name }: { prefix: string; name: string }) => prefix === 'xmlns' || name === 'xmlns'
    const attrs = all
      .filter((each) => !isDeclaration(each))
      .map(({ prefix, local, uri, value: text }) => JSON.stringify([prefix, local, uri, text]))
    const declared = all
      .filter(isDeclaration)
      .map(({ prefix, local, value: text }) => JSON.stringify([prefix === 'xmlns' ? local : '', text]))
    found.push(`<${JSON.stringify([tag.prefix, tag.local, tag.uri])} ${attrs.sort()} ${declared.sort()}`)
    depth++
  })
  parser.on('closetag', () => {
    flush()
    depth--
    found.push('>')
  })
  try {
    parser.write(text).close()
  } catch {
    return undefined
  }
  return found.join('\n')
}
