import { describe, expect, it } from 'vitest'
import { utf8 } from '../../lib/core/bytes.ts'
import { type ErrorCode, MandateError } from '../../lib/core/errors/index.ts'
import {
  canonicalize,
  descendants,
  namespaces,
  onlyChild,
  parseXml,
  type XmlElement,
} from '../../lib/formats/xml/index.ts'
import { signedElement } from '../../lib/formats/xmldsig/index.ts'
import { believe, believeBody, signedRequest } from './xml-request.ts'

// Signature wrapping: the signed part stays in the message, unharmed and verified, where nobody reads it, and a forged
// one stands where it is read. Somorovsky and others, "On Breaking SAML: Be Whoever You Want to Be" (2012), and McIntosh
// and Austel, "XML Signature Element Wrapping Attacks and Countermeasures" (2005), on each part that we read.

type Part = { name: string; id: string; forge: (original: string) => string }

const parts: Part[] = [
  { name: 'Timestamp', id: '_0', forge: (original) => original.replaceAll('2026', '2036') },
  { name: 'To', id: '_1', forge: (original) => original.replace('localhost', 'attacker') },
  { name: 'Body', id: '_2', forge: (original) => original.replace('usiservice', 'otherservice') },
]

const request = signedRequest({ signBody: true })

/** Offsets of an element of the untouched request. */
function place(find: (document: ReturnType<typeof parseXml>) => XmlElement | undefined): {
  start: number
  end: number
  contentStart: number
} {
  const found = find(parseXml(utf8(request)))
  if (!found) throw new Error('this part is not in the request')
  return found
}

const byId = (id: string) => place((document) => document.ids.get(id))
const byName = (ns: string, local: string) => place(({ root }) => descendants(root, ns, local)[0])
const slice = ({ start, end }: { start: number; end: number }) => request.slice(start, end)

/** Puts texts in place of ranges, all counted in the untouched request. */
function rewrite(...changes: { start: number; end: number; put: string }[]): string {
  let text = request
  for (const { end, put, start } of changes.sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + put + text.slice(end)
  return text
}

const at = (offset: number, put: string) => ({ start: offset, end: offset, put })
const instead = (range: { start: number; end: number }, put: string) => ({ start: range.start, end: range.end, put })

const newId = (markup: string) => markup.replace(/u:Id="[^"]*"/, 'u:Id="forged"')
const noId = (markup: string) => markup.replace(/ u:Id="[^"]*"/, '')
const wrapper = (markup: string) => `<x:Wrapper xmlns:x="urn:wrapper">${markup}</x:Wrapper>`

const headerEnd = () => byName(namespaces.soap12, 'Header').end - '</s:Header>'.length
const signature = () => byName(namespaces.ds, 'Signature')
const signatureEnd = () => signature().end - '</ds:Signature>'.length
const keyInfoStart = () => byName(namespaces.ds, 'KeyInfo').contentStart
const security = () => byName(namespaces.wsse, 'Security')
const bodyStart = () => byName(namespaces.soap12, 'Body').contentStart

/** What each attack does with the original and the forged part, and what stops it. */
const attacks: [string, ErrorCode[], (part: Part) => string][] = [
  [
    '1: the original in a wrapper in the header, a forged one with its identifier in its place',
    ['xml.duplicate-id'],
    ({ forge, id }) => {
      const original = byId(id)
      return rewrite(instead(original, forge(slice(original))), at(headerEnd(), wrapper(slice(original))))
    },
  ],
  [
    '2: the original in a wrapper in the header, a forged one with another identifier in its place',
    ['xmldsig.not-signed'],
    ({ forge, id }) => {
      const original = byId(id)
      return rewrite(instead(original, newId(forge(slice(original)))), at(headerEnd(), wrapper(slice(original))))
    },
  ],
  [
    '3: a forged one before the original',
    ['xml.repeated-element'],
    ({ forge, id }) => {
      const original = byId(id)
      return rewrite(at(original.start, newId(forge(slice(original)))))
    },
  ],
  [
    '4: a forged one after the original',
    ['xml.repeated-element'],
    ({ forge, id }) => {
      const original = byId(id)
      return rewrite(at(original.end, newId(forge(slice(original)))))
    },
  ],
  [
    '5: the original inside the forged one',
    ['xmldsig.not-signed'],
    ({ forge, id }) => {
      const original = slice(byId(id))
      const forged = newId(forge(original))
      const end = forged.lastIndexOf('</')
      return rewrite(instead(byId(id), forged.slice(0, end) + original + forged.slice(end)))
    },
  ],
  [
    '6: the original in an Object of the signature, a forged one in its place',
    ['xmldsig.not-signed'],
    ({ forge, id }) => {
      const original = byId(id)
      return rewrite(
        instead(original, newId(forge(slice(original)))),
        at(signatureEnd(), `<ds:Object>${slice(original)}</ds:Object>`),
      )
    },
  ],
  [
    '7: the original in the KeyInfo, a forged one without identifier in its place',
    ['xmldsig.not-signed'],
    ({ forge, id }) => {
      const original = byId(id)
      return rewrite(instead(original, noId(forge(slice(original)))), at(keyInfoStart(), slice(original)))
    },
  ],
  [
    '8: the original in the body, a forged one in its place',
    ['xmldsig.not-signed', 'xmldsig.digest-mismatch'],
    ({ forge, id }) => {
      const original = byId(id)
      if (id === '_2') {
        const inner = `${newId(forge(slice(original))).replace('</s:Body>', '')}${wrapper(slice(original))}</s:Body>`
        return rewrite(instead(original, inner))
      }
      return rewrite(instead(original, newId(forge(slice(original)))), at(bodyStart(), wrapper(slice(original))))
    },
  ],
  [
    '9: the original in a second security header, a forged one in the first',
    ['xml.repeated-element', 'xmldsig.not-signed'],
    ({ forge, id }) => {
      const original = byId(id)
      const second = `<o:Security xmlns:o="${namespaces.wsse}" s:role="urn:somebody-else">${slice(original)}</o:Security>`
      return rewrite(instead(original, newId(forge(slice(original)))), at(headerEnd(), second))
    },
  ],
  [
    '10: the whole request in a wrapper in the header of a forged one',
    ['xml.repeated-element', 'xml.missing-element', 'xmldsig.not-signed'],
    ({ forge, id }) => {
      const forged = rewrite(
        instead(byId(id), noId(forge(slice(byId(id))))),
        instead(signature(), slice(signature())),
      ).replace(/ u:Id="[^"]*"/g, '')
      const end = forged.indexOf('</s:Header>')
      return forged.slice(0, end) + wrapper(request) + forged.slice(end)
    },
  ],
]

describe.each(parts)('wrapping of $name', (part) => {
  it.each(attacks)('%s', (_, codes, attack) => {
    const text = attack(part)
    expect(text).not.toBe(request)
    expect(codes).toContain(refusal(text))
  })

  it('moved, but not changed, is not where it is read', () => {
    const original = byId(part.id)
    const moved = rewrite(instead(original, ''), at(part.id === '_2' ? headerEnd() : bodyStart(), slice(original)))
    expect(['xml.missing-element', 'xmldsig.digest-mismatch', 'accepted without']).toContain(refusal(moved))
  })

  it('doubled as it is', () => {
    const original = byId(part.id)
    expect(refusal(rewrite(at(original.end, slice(original))))).toBe('xml.duplicate-id')
    expect(refusal(rewrite(at(original.end, noId(slice(original)))))).toBe('xml.repeated-element')
  })

  it.each(['Id', 'ID', 'id', 'xml:id', 'u:ID', 'u:id'])(
    'a forged one whose identifier is in the attribute %s',
    (attribute) => {
      const original = byId(part.id)
      const forged = part.forge(slice(original)).replace('u:Id=', `${attribute}=`)
      const text = rewrite(instead(original, forged), at(headerEnd(), wrapper(slice(original))))
      expect(['xml.duplicate-id', 'xmldsig.not-signed']).toContain(refusal(text))
    },
  )

  it('a forged one whose identifier is written with a character reference', () => {
    const original = byId(part.id)
    const forged = part.forge(slice(original)).replace(`"${part.id}"`, `"&#x5f;${part.id.slice(1)}"`)
    expect(refusal(rewrite(instead(original, forged), at(headerEnd(), wrapper(slice(original)))))).toBe(
      'xml.duplicate-id',
    )
  })

  it('a forged one under another prefix, or in a look-alike namespace', () => {
    const original = slice(byId(part.id))
    const twin = newId(part.forge(original)).replace(/^<\w+:(\w+)([\s\S]*)<\/\w+:\w+>$/, (_, local, inner) => {
      const ns = { Timestamp: namespaces.wsu, To: namespaces.wsa, Body: namespaces.soap12 }[part.name]
      return `<k:${local} xmlns:k="${ns}"${inner}</k:${local}>`
    })
    expect(twin).toContain('<k:')
    expect(refusal(rewrite(at(byId(part.id).start, twin)))).toBe('xml.repeated-element')
    const lookAlike = twin.replace(/xmlns:k="[^"]*"/, 'xmlns:k="http://www.w3.org/2003/05/soap-envelope "')
    expect(refusal(rewrite(at(byId(part.id).start, lookAlike)))).toBe('xml.invalid-namespace')
  })
})

describe('the untouched request', () => {
  it('is believed', () => {
    expect(refusal(request)).toBe('accepted')
  })

  it('of which each part is the one that was signed', () => {
    const { body, timestamp, to } = believeBody(request)
    for (const element of [timestamp, to as XmlElement, body])
      expect(canonicalize(element)).not.toMatch(/2036|attacker|otherservice/)
  })
})

describe('containers', () => {
  it.each<[string, ErrorCode, () => string]>([
    [
      'two headers, the forged one first',
      'xml.repeated-element',
      () => rewrite(at(byName(namespaces.soap12, 'Header').start, '<s:Header/>')),
    ],
    [
      'two security headers, an empty one first',
      'xml.repeated-element',
      () => rewrite(at(security().start, `<o:Security xmlns:o="${namespaces.wsse}"/>`)),
    ],
    [
      'two signatures, the forged one first',
      'xml.repeated-element',
      () => rewrite(at(signature().start, slice(signature()).replace(/(DigestValue>)./, '$1A'))),
    ],
    ['no signature at all', 'xml.missing-element', () => rewrite(instead(signature(), ''))],
    [
      'the signature outside of the security header',
      'xml.missing-element',
      () => rewrite(instead(signature(), ''), at(headerEnd(), slice(signature()))),
    ],
    [
      'the security header outside of the header',
      'xml.missing-element',
      () => rewrite(instead(security(), ''), at(bodyStart(), slice(security()))),
    ],
  ])('%s', (_, code, attack) => {
    expect(['xmldsig.digest-mismatch', code]).toContain(refusal(attack()))
  })

  it('a signature of one request over the parts of another', () => {
    const other = signedRequest({ signBody: true, to: 'https://attacker/' })
    const theirs = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(other)?.[0] as string
    expect(refusal(rewrite(instead(signature(), theirs)))).toBe('xmldsig.digest-mismatch')
  })
})

describe('what is not signed', () => {
  it('is never given as signed, though it stands in the same message', () => {
    const { verified } = believe(signedRequest())
    let { element } = verified
    while (element.parent) element = element.parent
    const body = onlyChild(element, namespaces.soap12, 'Body')
    expect(() => signedElement(verified, body)).toThrow('xmldsig.not-signed')
  })
})

/** The refusal of the service's way of reading; `accepted without` where a part is not in the message and not believed. */
function refusal(text: string): ErrorCode | 'accepted' | 'accepted without' {
  try {
    return believeBody(text).to ? 'accepted' : 'accepted without'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}
