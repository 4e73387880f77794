import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../core/bytes.ts'
import { type ErrorCode, MandateError } from '../../core/errors/index.ts'
import { insertXml, namespaces, onlyChild, parseXml, type XmlElement, type XmlFragment, xml } from '../xml/index.ts'
import {
  algorithms,
  type SignaturePolicy,
  signEnveloped,
  signedContent,
  signedElement,
  signReferences,
  verifySignature,
} from './index.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const secret = createSecretKey(Buffer.alloc(32, 7))

const policy: SignaturePolicy = {
  signatureAlgorithms: [algorithms.rsaSha256],
  digestAlgorithms: [algorithms.sha256],
  transforms: [algorithms.exclusive, algorithms.envelopedSignature],
  maxReferences: 1,
}

function check(text: string) {
  const document = parseXml(utf8(text))
  const signature = onlyChild(document.root, namespaces.ds, 'Signature')
  return { document, verified: verifySignature(document, signature, rsa.publicKey, policy) }
}

function refusal(text: string): ErrorCode | 'accepted' {
  try {
    check(text)
    return 'accepted'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}

describe('an enveloped signature', () => {
  const options = { key: rsa.privateKey, signatureAlgorithm: algorithms.rsaSha256, digestAlgorithm: algorithms.sha256 }
  const two = xml`<saml2:Assertion xmlns:saml2="${namespaces.saml2}" ID="_a"><saml2:Issuer>me</saml2:Issuer><saml2:Subject/></saml2:Assertion>`
  const one = xml`<Assertion xmlns="${namespaces.saml1}" AssertionID="_a" Issuer="me"><Conditions/></Assertion>`

  it('stands after the issuer in SAML 2.0 and at the end in SAML 1.1', () => {
    const order = (fragment: XmlFragment) =>
      parseXml(utf8(signEnveloped(fragment, options).markup)).root.children.map(
        (child) => child.type === 'element' && child.local,
      )
    expect(order(two)).toEqual(['Issuer', 'Signature', 'Subject'])
    expect(order(one)).toEqual(['Conditions', 'Signature'])
  })

  it('is verified, and its content is what was signed', () => {
    for (const fragment of [two, one]) {
      const { document, verified } = check(signEnveloped(fragment, { ...options, inclusivePrefixes: ['xs'] }).markup)
      expect(signedElement(verified, document.root)).toBe(document.root)
      const content = signedContent(verified, document.root)
      expect(content.root.children.some((child) => child.type === 'element' && child.local === 'Signature')).toBe(false)
      expect(() => signedContent(verified, document.root.children[0] as XmlElement)).toThrow('xmldsig.not-signed')
    }
  })

  it('also stands inside something larger', () => {
    const assertion = signEnveloped(two, options)
    const document = parseXml(utf8(xml`<e xmlns="urn:other" xmlns:saml2="urn:x">${assertion}</e>`.markup))
    const element = document.ids.get('_a') as XmlElement
    const verified = verifySignature(document, onlyChild(element, namespaces.ds, 'Signature'), rsa.publicKey, policy)
    expect(signedElement(verified, element)).toBe(element)
  })

  it('is refused when anything around it changes', () => {
    const text = signEnveloped(two, options).markup
    expect(refusal(text.replace('>me<', '>you<'))).toBe('xmldsig.digest-mismatch')
    expect(refusal(text.replace('<saml2:Subject/>', '<saml2:Subject/><saml2:Advice/>'))).toBe('xmldsig.digest-mismatch')
  })

  it('is refused when something is hidden inside it', () => {
    const text = signEnveloped(two, options).markup
    const hidden = text.replace(
      '</ds:Signature>',
      '<ds:Object><saml2:Subject>admin</saml2:Subject></ds:Object></ds:Signature>',
    )
    expect(refusal(hidden)).toBe('xmldsig.malformed')
  })

  it('is refused when the document has no identifier to refer to', () => {
    expect(() => signEnveloped(xml`<Assertion xmlns="${namespaces.saml2}"/>`, options)).toThrow('xml.missing-attribute')
  })
})

describe('signReferences', () => {
  const message =
    xml`<m xmlns:u="${namespaces.wsu}"><u:Timestamp u:Id="_0"><u:Created>now</u:Created></u:Timestamp></m>`.markup
  const element = parseXml(utf8(message)).ids.get('_0') as XmlElement
  const options = { key: rsa.privateKey, signatureAlgorithm: algorithms.rsaSha256, digestAlgorithm: algorithms.sha256 }

  it('refuses keys that do not fit, and algorithms that it has not got', () => {
    const references = [{ uri: '#_0', element }]
    for (const key of [rsa.publicKey, secret, ec.privateKey]) {
      expect(() => signReferences({ ...options, references, key })).toThrow('xmldsig.key-mismatch')
    }
    expect(() => signReferences({ ...options, references, signatureAlgorithm: algorithms.hmacSha1 })).toThrow(
      'xmldsig.key-mismatch',
    )
    expect(() => signReferences({ ...options, references, signatureAlgorithm: 'urn:x' })).toThrow(
      'xmldsig.algorithm-not-allowed',
    )
    expect(() => signReferences({ ...options, references, digestAlgorithm: 'urn:x' })).toThrow(
      'xmldsig.algorithm-not-allowed',
    )
  })

  it('refuses identifiers and prefixes that would need escaping', () => {
    expect(() => signReferences({ ...options, references: [{ uri: '#a"b', element }] })).toThrow(TypeError)
    expect(() =>
      signReferences({ ...options, references: [{ uri: '#a', element, inclusivePrefixes: ['"'] }] }),
    ).toThrow(TypeError)
  })

  it('signs a canonical text as it signs the element', () => {
    const document = parseXml(utf8(message))
    const signature = signReferences({ ...options, references: [{ uri: '#_0', element }] })
    const { verified } = check(insertXml(document, { lastIn: document.root }, signature))
    const canonical = verified.references[0]?.canonical as string
    expect(signReferences({ ...options, references: [{ uri: '#_0', canonical }] }).markup).toBe(signature.markup)
  })
})
