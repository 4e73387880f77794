import { describe, expect, it } from 'vitest'
import { utf8 } from '../../lib/core/bytes.ts'
import { type ErrorCode, MandateError } from '../../lib/core/errors/index.ts'
import { namespaces, onlyChild, parseXml, textOf, type XmlElement, xml } from '../../lib/formats/xml/index.ts'
import {
  algorithms,
  signEnveloped,
  signedContent,
  signedElement,
  verifySignature,
} from '../../lib/formats/xmldsig/index.ts'
import { believe, credential, requestPolicy, signedRequest } from './xml-request.ts'

// A comment or a section that canonicalization takes away leaves the signature whole. A reader that then takes only the
// first piece of text reads another value than the one that was signed (CVE-2017-11427 and its kin).

const policy = { ...requestPolicy, transforms: [algorithms.exclusive, algorithms.envelopedSignature] }

function assertion(name: string): string {
  const { privateKey: key } = credential
  const options = { key, signatureAlgorithm: algorithms.rsaSha256, digestAlgorithm: algorithms.sha256 }
  return signEnveloped(
    xml`<a:Assertion xmlns:a="${namespaces.saml2}" ID="_a"><a:Issuer>me</a:Issuer><a:Subject><a:NameID>${name}</a:NameID></a:Subject></a:Assertion>`,
    options,
  ).markup
}

function verified(markup: string) {
  const document = parseXml(utf8(markup))
  const signature = onlyChild(document.root, namespaces.ds, 'Signature')
  return { document, verified: verifySignature(document, signature, credential.publicKey, policy) }
}

/** NameID as a service reads it: from the verified element, and from the signed content parsed anew. */
function namesIn(markup: string): string[] {
  const { document, verified: signature } = verified(markup)
  const element = signedElement(signature, document.root)
  const nameIn = (root: XmlElement) =>
    textOf(onlyChild(onlyChild(root, namespaces.saml2, 'Subject'), namespaces.saml2, 'NameID'))
  return [nameIn(element), nameIn(signedContent(signature, document.root).root)]
}

function refusal(run: () => unknown): ErrorCode | 'accepted' {
  try {
    run()
    return 'accepted'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}

const whole = 'admin@business.example.attacker.example'

describe('a value that is cut in two', () => {
  it.each([
    ['a comment', 'admin@business.example<!---->.attacker.example'],
    ['a long comment', 'admin@business.example<!-- </a:NameID><a:NameID>x -->.attacker.example'],
    ['many comments', whole.split('').join('<!-- -->')],
    ['a comment at the beginning', `<!-- -->${whole}`],
    ['a comment at the end', `${whole}<!-- -->`],
    ['a CDATA section', 'admin@business.example<![CDATA[.attacker]]>.example'],
    ['an empty CDATA section', 'admin@business.example<![CDATA[]]>.attacker.example'],
    ['a CDATA section around it', `<![CDATA[${whole}]]>`],
    ['character references', 'admin&#64;business.example&#x2e;attacker.example'],
    ['all of them', '<!--1-->admin<![CDATA[@]]>business&#46;example<!--2-->.attacker<![CDATA[.example]]><!--3-->'],
  ])('by %s is read whole, and is the one that was signed', (_, written) => {
    expect(namesIn(assertion(whole).replace(whole, written))).toEqual([whole, whole])
  })

  it.each<[string, string, ErrorCode]>([
    ['a processing instruction', 'admin@business.example<?x?>.attacker.example', 'xml.processing-instruction'],
    ['an element', 'admin@business.example<b/>.attacker.example', 'xmldsig.digest-mismatch'],
    ['an entity', 'admin@business.example&cut;.attacker.example', 'xml.unknown-entity'],
    ['a zero byte', 'admin@business.example\0.attacker.example', 'xml.forbidden-character'],
    ['a reference to a zero byte', 'admin@business.example&#0;.attacker.example', 'xml.forbidden-character'],
    ['a zero-width space', 'admin@business.example\u200b.attacker.example', 'xmldsig.digest-mismatch'],
    ['a line break', 'admin@business.example\n.attacker.example', 'xmldsig.digest-mismatch'],
    ['letters in another composition', whole.replace('a', 'a\u0301'), 'xmldsig.digest-mismatch'],
  ])('by %s is refused', (_, written, code) => {
    expect(refusal(() => namesIn(assertion(whole).replace(whole, written)))).toBe(code)
  })
})

describe('values of the signature itself', () => {
  it.each<[string, (text: string) => string]>([
    ['a comment in the digest', (text) => text.replace(/(DigestValue>.{9})/, '$1<!--x-->')],
    ['a CDATA section in the digest', (text) => text.replace(/(DigestValue>)(.{9})/, '$1<![CDATA[$2]]>')],
    ['a second digest in a comment', (text) => text.replace(/(DigestValue>)/, '$1<!--AAAA-->')],
    ['a comment in the signature value', (text) => text.replace(/(SignatureValue>.{9})/, '$1<!--x-->')],
    ['text around the digest', (text) => text.replace('</ds:DigestMethod>', '</ds:DigestMethod>x')],
  ])('%s is refused', (_, change) => {
    expect(refusal(() => believe(change(signedRequest())))).toBe('xmldsig.malformed')
  })

  it('white space in base64 is signed with it', () => {
    expect(refusal(() => believe(signedRequest().replace(/(DigestValue>.{9})/, '$1\n')))).toBe(
      'xmldsig.signature-mismatch',
    )
    expect(refusal(() => believe(signedRequest().replace(/(SignatureValue>.{9})/, '$1\n')))).toBe('accepted')
  })
})

describe('an address that is cut in two', () => {
  it('is read whole', () => {
    const { to } = believe(
      signedRequest().replace('https://localhost:3443/R3.0', 'https://localhost:<!-- -->3443/<![CDATA[R3.0]]>'),
    )
    expect(textOf(to as XmlElement)).toBe('https://localhost:3443/R3.0/S007v1.3/service.svc')
  })
})
