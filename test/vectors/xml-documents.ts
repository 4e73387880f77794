import fc from 'fast-check'

// Documents that any XML reader accepts, with everything in them that canonicalization has a rule for.

const prefixes = ['', 'p', 'q', 'zz', 'A']
// None with "&": libxml2 keeps it escaped in a namespace name, so that xmlsec1 is no judge of it.
const uris = ['urn:1', 'urn:2', 'http://example.org/a']
const locals = ['a', 'b', 'Z', 'long-name', '\u00e9']

const text = fc.constantFrom(
  '',
  'x',
  ' \n ',
  '&amp;',
  '&lt;',
  '>',
  '"',
  "'",
  '&#13;',
  '&#9;',
  '\u00e9\u{1F600}',
  '<![CDATA[<&>]]>',
  '<!-- c -->',
  ']]&gt;',
)
const value = fc.array(
  fc.constantFrom('', 'v', ' ', '&lt;', '>', '&amp;', '&quot;', "'", '&#9;', '&#10;', '&#13;', '\u{1F600}'),
  { maxLength: 4 },
)

type Shape = {
  prefix: string
  local: string
  declared: { prefix: string; uri: string }[]
  attributes: { prefix: string; local: string; value: string }[]
  content: (string | Shape)[]
}

const shape: fc.Arbitrary<Shape> = fc.letrec<{ node: Shape }>((tie) => ({
  node: fc.record({
    prefix: fc.constantFrom(...prefixes),
    local: fc.constantFrom(...locals),
    declared: fc.uniqueArray(fc.record({ prefix: fc.constantFrom(...prefixes), uri: fc.constantFrom(...uris, '') }), {
      maxLength: 3,
      selector: ({ prefix }) => prefix,
    }),
    attributes: fc.uniqueArray(
      fc.record({
        prefix: fc.constantFrom(...prefixes, 'xml'),
        local: fc.constantFrom(...locals),
        value: value.map((parts) => parts.join('')),
      }),
      { maxLength: 3, selector: ({ local }) => local },
    ),
    content: fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, tie('node')), { maxLength: 4 }),
  }),
})).node

/** A document whose element with the `xml:id` of `target` is somewhere inside, with namespaces declared around it. */
export const documents: fc.Arbitrary<string> = fc.tuple(shape, shape, shape).map(([before, target, after]) => {
  const scope = new Set(['', 'xml'])
  const parts = [
    write(before, scope),
    write(target, new Set([...scope, 'around']), ' xml:id="target"'),
    write(after, scope),
  ]
  return `<root xml:lang="en"><around:e xmlns:around="urn:around" xmlns="urn:default">${parts.join('')}</around:e></root>`
})

/** Only prefixes that are in scope are used; others fall back to none. */
function write({ attributes, content, declared, local, prefix }: Shape, scope: ReadonlySet<string>, more = ''): string {
  const declarations = declared.filter(({ prefix: each, uri }) => each === '' || uri !== '')
  const inner = new Set([...scope, ...declarations.map((each) => each.prefix)])
  const name = (own: string, rest: string) => (own !== '' && inner.has(own) ? `${own}:${rest}` : rest)
  const written = [
    ...declarations.map(({ prefix: own, uri }) => ` xmlns${own === '' ? '' : `:${own}`}="${uri}"`),
    ...attributes.map(
      ({ prefix: own, local: rest, value: each }) => ` ${name(own === 'xml' ? 'xml' : own, rest)}="${each}"`,
    ),
  ]
  const children = content.map((each) => (typeof each === 'string' ? each : write(each, inner)))
  const tag = name(prefix, local)
  return `<${tag}${written.join('')}${more}>${children.join('')}</${tag}>`
}
