import { createHmac, createSecretKey, hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../core/bytes.ts'
import { type ErrorCode, MandateError } from '../../../core/errors/index.ts'
import { insertXml, namespaces, onlyChild, parseXml, type XmlElement, XmlFragment } from '../../xml/index.ts'
import { algorithms, type SignaturePolicy, signedElement, verifySignature } from '../index.ts'

const secret = Buffer.alloc(32, 7)

const policy: SignaturePolicy = {
  signatureAlgorithms: [algorithms.hmacSha256],
  digestAlgorithms: [algorithms.sha256],
  transforms: [
    algorithms.exclusive,
    algorithms.strTransform,
    algorithms.base64,
    algorithms.inclusive,
    algorithms.envelopedSignature,
  ],
  maxReferences: 1,
  allowWholeDocument: true,
}

const transform = (algorithm: string, content = '') =>
  `<ds:Transform Algorithm="${algorithm}">${content}</ds:Transform>`

/** The message with a signature at its end, made by hand: these transforms, and the digest of what they should give. */
function signedByHand(markup: string, uri: string, transforms: string, octets: string | Uint8Array): string {
  const list = transforms && `<ds:Transforms>${transforms}</ds:Transforms>`
  const content = `<ds:CanonicalizationMethod Algorithm="${algorithms.exclusive}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${algorithms.hmacSha256}"></ds:SignatureMethod><ds:Reference URI="${uri}">${list}<ds:DigestMethod Algorithm="${algorithms.sha256}"></ds:DigestMethod><ds:DigestValue>${hash('sha256', octets, 'base64')}</ds:DigestValue></ds:Reference>`
  const signedInfo = `<ds:SignedInfo xmlns:ds="${namespaces.ds}">${content}</ds:SignedInfo>`
  const value = createHmac('sha256', secret).update(signedInfo).digest('base64')
  const signature = `<ds:Signature xmlns:ds="${namespaces.ds}">${signedInfo}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`
  const document = parseXml(utf8(markup))
  return insertXml(document, { lastIn: document.root }, XmlFragment.ofMarkup(signature))
}

function check(markup: string, using = policy) {
  const document = parseXml(utf8(markup))
  const signature = onlyChild(document.root, namespaces.ds, 'Signature')
  return { document, verified: verifySignature(document, signature, createSecretKey(secret), using) }
}

function refusal(markup: string, using?: SignaturePolicy): ErrorCode | 'accepted' {
  try {
    check(markup, using)
    return 'accepted'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}

describe('the STR-Transform', () => {
  const parameters = `<w:TransformationParameters xmlns:w="${namespaces.wsse}"><ds:CanonicalizationMethod Algorithm="${algorithms.exclusive}"></ds:CanonicalizationMethod></w:TransformationParameters>`
  const str = transform(algorithms.strTransform, parameters)
  const header = (means: string) =>
    `<m xmlns:u="${namespaces.wsu}" xmlns:w="${namespaces.wsse}"><w:BinarySecurityToken u:Id="bst">AAAA</w:BinarySecurityToken><Assertion xmlns="${namespaces.saml1}" AssertionID="_a"/><w:SecurityTokenReference u:Id="str">${means}</w:SecurityTokenReference></m>`
  const byUri = '<w:Reference URI="#bst"/>'
  const token = `<w:BinarySecurityToken xmlns="" xmlns:u="${namespaces.wsu}" xmlns:w="${namespaces.wsse}" u:Id="bst">AAAA</w:BinarySecurityToken>`

  it('covers the token, not the reference to it', () => {
    const { document, verified } = check(signedByHand(header(byUri), '#str', str, token))
    const element = document.ids.get('bst') as XmlElement
    expect(signedElement(verified, element)).toBe(element)
    expect(() => signedElement(verified, document.ids.get('str') as XmlElement)).toThrow('xmldsig.not-signed')
    expect(verified.references[0]?.canonical).toBe(token)
  })

  it('finds an assertion by its identifier, which has a default namespace already', () => {
    const means = `<w:KeyIdentifier ValueType="http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID">_a</w:KeyIdentifier>`
    const assertion = `<Assertion xmlns="${namespaces.saml1}" AssertionID="_a"></Assertion>`
    expect(refusal(signedByHand(header(means), '#str', str, assertion))).toBe('accepted')
  })

  it('finds an embedded token', () => {
    const means = '<w:Embedded><w:BinarySecurityToken>BBBB</w:BinarySecurityToken></w:Embedded>'
    const embedded = `<w:BinarySecurityToken xmlns="" xmlns:w="${namespaces.wsse}">BBBB</w:BinarySecurityToken>`
    expect(refusal(signedByHand(header(means), '#str', str, embedded))).toBe('accepted')
  })

  it('refuses a token that was changed', () => {
    expect(refusal(signedByHand(header(byUri), '#str', str, token).replace('AAAA', 'AAAB'))).toBe(
      'xmldsig.digest-mismatch',
    )
  })

  it.each<[ErrorCode, string]>([
    ['xmldsig.reference-not-found', '<w:Reference URI="#other"/>'],
    ['xmldsig.reference-not-found', '<w:Reference URI="http://localhost/token"/>'],
    ['xmldsig.reference-not-found', '<w:Reference/>'],
    ['xmldsig.reference-not-found', ''],
    ['xmldsig.reference-not-found', '<w:Reference URI="#bst"/><w:Reference URI="#bst"/>'],
    ['xmldsig.reference-not-found', '<w:KeyIdentifier ValueType="urn:x">_a</w:KeyIdentifier>'],
    ['xmldsig.reference-not-found', '<w:Embedded/>'],
    ['xmldsig.reference-not-found', '<Reference URI="#bst"/>'],
  ])('%s: %s', (code, means) => {
    expect(refusal(signedByHand(header(means), '#str', str, token))).toBe(code)
  })

  it('refuses anything but a token reference, and parameters that are missing or not allowed', () => {
    expect(refusal(signedByHand(header(byUri), '#bst', str, token))).toBe('xmldsig.malformed')
    expect(refusal(signedByHand(header(byUri), '#str', transform(algorithms.strTransform), token))).toBe(
      'xmldsig.malformed',
    )
    const exclusiveOnly = { ...policy, transforms: [algorithms.strTransform] }
    expect(refusal(signedByHand(header(byUri), '#str', str, token), exclusiveOnly)).toBe(
      'xmldsig.algorithm-not-allowed',
    )
    expect(
      refusal(signedByHand(header(byUri), '#str', str, token), { ...policy, transforms: [algorithms.exclusive] }),
    ).toBe('xmldsig.algorithm-not-allowed')
  })
})

describe('the base64 transform', () => {
  const markup = `<m xmlns:u="${namespaces.wsu}"><b u:Id="_b">aGVs<!-- -->bG8=</b></m>`

  it('digests the bytes', () => {
    expect(refusal(signedByHand(markup, '#_b', transform(algorithms.base64), 'hello'))).toBe('accepted')
  })

  it('refuses what is not base64', () => {
    expect(refusal(signedByHand(markup.replace('aGVs', 'aGV*'), '#_b', transform(algorithms.base64), 'hello'))).toBe(
      'xmldsig.malformed',
    )
  })
})

describe('canonicalization', () => {
  const markup = `<m xmlns:u="${namespaces.wsu}" xmlns:o="urn:o"><!--c--><b u:Id="_b"/></m>`
  const inclusive = `<b xmlns:o="urn:o" xmlns:u="${namespaces.wsu}" u:Id="_b"></b>`
  const whole = `<m xmlns:o="urn:o" xmlns:u="${namespaces.wsu}">${'<b u:Id="_b"></b>'}</m>`

  it('is the inclusive one where none is named', () => {
    expect(refusal(signedByHand(markup, '#_b', '', inclusive))).toBe('accepted')
  })

  it('of the whole document leaves comments and the enveloped signature out', () => {
    expect(refusal(signedByHand(markup, '', transform(algorithms.envelopedSignature), whole))).toBe('accepted')
    expect(
      refusal(signedByHand(markup, '', transform(algorithms.envelopedSignature), whole), {
        ...policy,
        allowWholeDocument: false,
      }),
    ).toBe('xmldsig.reference-not-allowed')
  })

  it('cannot come before the enveloped transform, nor be followed by anything', () => {
    for (const wrong of [
      transform(algorithms.exclusive) + transform(algorithms.envelopedSignature),
      transform(algorithms.exclusive) + transform(algorithms.exclusive),
      transform(algorithms.exclusive) + transform(algorithms.base64),
      transform(algorithms.base64) + transform(algorithms.exclusive),
      transform(algorithms.envelopedSignature) + transform(algorithms.envelopedSignature),
    ]) {
      expect(refusal(signedByHand(markup, '', wrong, whole))).toBe('xmldsig.malformed')
    }
  })

  it('takes a prefix list with the exclusive form only', () => {
    const list = `<ec:InclusiveNamespaces xmlns:ec="${namespaces.ec}" PrefixList="o"></ec:InclusiveNamespaces>`
    expect(refusal(signedByHand(markup, '#_b', transform(algorithms.exclusive, list), inclusive))).toBe('accepted')
    expect(refusal(signedByHand(markup, '#_b', transform(algorithms.inclusive, list), inclusive))).toBe(
      'xmldsig.malformed',
    )
    expect(refusal(signedByHand(markup, '#_b', transform(algorithms.exclusive, list + list), inclusive))).toBe(
      'xmldsig.malformed',
    )
    const long = list.replace('"o"', `"${'o '.repeat(65)}"`)
    expect(refusal(signedByHand(markup, '#_b', transform(algorithms.exclusive, long), inclusive))).toBe(
      'xmldsig.malformed',
    )
  })
})
