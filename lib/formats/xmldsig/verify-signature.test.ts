import { createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../core/bytes.ts'
import { type ErrorCode, MandateError } from '../../core/errors/index.ts'
import { insertXml, namespaces, onlyChild, parseXml, type XmlElement, xml } from '../xml/index.ts'
import {
  algorithms,
  digestAlgorithms,
  type SignaturePolicy,
  type SigningOptions,
  signatureAlgorithms,
  signedElement,
  signReferences,
  type VerificationStep,
  type VerifiedSignature,
  verifySignature,
} from './index.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const secret = createSecretKey(Buffer.alloc(32, 7))

const strict: SignaturePolicy = {
  signatureAlgorithms: [algorithms.rsaSha256],
  digestAlgorithms: [algorithms.sha256],
  transforms: [algorithms.exclusive],
  maxReferences: 2,
}

/** A small message with two parts that can be signed. */
const message =
  xml`<m xmlns:u="${namespaces.wsu}"><u:Timestamp u:Id="_0"><u:Created>now</u:Created></u:Timestamp><to u:Id="_1">there</to><body u:Id="_2">pay 1</body></m>`
    .markup

function signed(options: Partial<SigningOptions> & { ids?: string[] } = {}): string {
  const { ids = ['_0', '_1'], ...rest } = options
  const document = parseXml(utf8(message))
  const signature = signReferences({
    references: ids.map((id) => ({ uri: `#${id}`, element: document.ids.get(id) as XmlElement })),
    key: rsa.privateKey,
    signatureAlgorithm: algorithms.rsaSha256,
    digestAlgorithm: algorithms.sha256,
    ...rest,
  })
  return insertXml(document, { lastIn: document.root }, signature)
}

function check(
  text: string,
  key: KeyObject = rsa.publicKey,
  policy = strict,
  observe?: (step: VerificationStep) => void,
) {
  const document = parseXml(utf8(text))
  const signature = onlyChild(document.root, namespaces.ds, 'Signature')
  return { document, verified: verifySignature(document, signature, key, policy, observe) }
}

function refusal(text: string, key?: KeyObject, policy?: SignaturePolicy): ErrorCode | 'accepted' {
  try {
    check(text, key, policy)
    return 'accepted'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}

describe('verifySignature', () => {
  it('gives the very elements that were signed', () => {
    const { document, verified } = check(signed())
    expect(verified.references.map(({ uri, element }) => [uri, element])).toEqual([
      ['#_0', document.ids.get('_0')],
      ['#_1', document.ids.get('_1')],
    ])
    expect(verified.references[1]?.canonical).toBe(`<to xmlns:u="${namespaces.wsu}" u:Id="_1">there</to>`)
    expect(verified.signatureAlgorithm).toBe(algorithms.rsaSha256)
  })

  it('takes every algorithm of its tables, with its own kind of key', () => {
    for (const { kind, uri } of signatureAlgorithms.values()) {
      for (const digest of digestAlgorithms.keys()) {
        const [signing, checking] =
          kind === 'hmac'
            ? [secret, secret]
            : kind === 'ecdsa'
              ? [ec.privateKey, ec.publicKey]
              : [rsa.privateKey, rsa.publicKey]
        const text = signed({ key: signing, signatureAlgorithm: uri, digestAlgorithm: digest })
        const policy = { ...strict, signatureAlgorithms: [uri], digestAlgorithms: [digest] }
        expect(refusal(text, checking, policy), `${uri} with ${digest}`).toBe('accepted')
        expect(refusal(text.replace('there', 'where'), checking, policy)).toBe('xmldsig.digest-mismatch')
      }
    }
  })

  it('hands on the KeyInfo, unread', () => {
    const { verified } = check(signed({ keyInfo: xml`<k>&amp;</k>`, id: 'S' }))
    expect(verified.keyInfo?.children.length).toBe(1)
    expect(check(signed()).verified.keyInfo).toBeUndefined()
  })

  it('survives what canonicalization takes away, and nothing else', () => {
    const text = signed()
    expect(refusal(text.replace('<to u:Id="_1">', "<to\n u:Id='_1' >"))).toBe('accepted')
    expect(refusal(text.replace('there', 'th<!-- -->ere'))).toBe('accepted')
    expect(refusal(text.replace('<m ', '<m xmlns:more="urn:more" '))).toBe('accepted')
    expect(refusal(text.replace('there', ' there'))).toBe('xmldsig.digest-mismatch')
    expect(refusal(text.replace('<to u:Id="_1">', '<to u:Id="_1" more="1">'))).toBe('xmldsig.digest-mismatch')
    expect(refusal(text.replace('<m ', '<m xmlns="urn:default" '))).toBe('xmldsig.digest-mismatch')
  })

  it('tells an observer each step, also of what fails', () => {
    const steps: VerificationStep[] = []
    expect(() => check(signed().replace('there', 'where'), rsa.publicKey, strict, (step) => steps.push(step))).toThrow(
      'xmldsig.digest-mismatch',
    )
    expect(steps.map((step) => [step.step, step.matches])).toEqual([
      ['reference', true],
      ['reference', false],
      ['signature', true],
    ])
    const [, changed] = steps
    if (changed?.step !== 'reference') throw new Error('a reference was expected')
    expect(changed.canonical).toContain('where')
    expect(changed.computed).not.toBe(changed.claimed)
  })

  it('says which digest was claimed and which one computed', () => {
    try {
      check(signed().replace('there', 'where'))
      expect.unreachable()
    } catch (error) {
      const { code, details } = error as MandateError
      expect(code).toBe('xmldsig.digest-mismatch')
      expect(details.reference).toBe('#_1')
      expect(String(details.claimed)).toMatch(/^[A-Za-z0-9+/]{43}=$/)
      expect(String(details.computed)).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    }
  })
})

describe('what is refused', () => {
  const replaced: [ErrorCode, string, (text: string) => string][] = [
    [
      'xmldsig.signature-mismatch',
      'a changed SignatureValue',
      (text) => text.replace(/(<ds:SignatureValue>)(.)/, (_, tag, first) => tag + (first === 'A' ? 'B' : 'A')),
    ],
    [
      'xmldsig.malformed',
      'no SignatureValue',
      (text) => text.replace(/<ds:SignatureValue>.*<\/ds:SignatureValue>/, ''),
    ],
    [
      'xmldsig.malformed',
      'an empty SignatureValue',
      (text) => text.replace(/(<ds:SignatureValue>).*(<\/ds:SignatureValue>)/, '$1$2'),
    ],
    [
      'xmldsig.malformed',
      'a SignatureValue that is not base64',
      (text) => text.replace('<ds:SignatureValue>', '<ds:SignatureValue>!'),
    ],
    [
      'xmldsig.malformed',
      'a comment in the SignatureValue',
      (text) => text.replace('<ds:SignatureValue>', '<ds:SignatureValue><!---->'),
    ],
    [
      'xmldsig.malformed',
      'a comment in a DigestValue',
      (text) => text.replace('<ds:DigestValue>', '<ds:DigestValue><!---->'),
    ],
    [
      'xmldsig.malformed',
      'an element in a DigestValue',
      (text) => text.replace('<ds:DigestValue>', '<ds:DigestValue><x/>'),
    ],
    ['xmldsig.malformed', 'two SignedInfo', (text) => text.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/, '$&$&')],
    [
      'xmldsig.malformed',
      'SignedInfo of another namespace first',
      (text) => text.replace('<ds:SignedInfo>', '<SignedInfo/>$&'),
    ],
    ['xmldsig.malformed', 'text in SignedInfo', (text) => text.replace('<ds:SignedInfo>', '$&x')],
    ['xmldsig.malformed', 'no reference', (text) => text.replace(/<ds:Reference.*<\/ds:Reference>/, '')],
    ['xmldsig.malformed', 'no digest', (text) => text.replace(/<ds:DigestValue>[^<]*<\/ds:DigestValue>/, '')],
    ['xmldsig.malformed', 'two digests', (text) => text.replace(/<ds:DigestValue>[^<]*<\/ds:DigestValue>/, '$&$&')],
    ['xmldsig.malformed', 'no digest algorithm', (text) => text.replace(/(<ds:DigestMethod) Algorithm="[^"]*"/, '$1')],
    [
      'xmldsig.malformed',
      'empty Transforms',
      (text) => text.replace(/(<ds:Transforms>).*?(<\/ds:Transforms>)/, '$1$2'),
    ],
    [
      'xmldsig.malformed',
      'five transforms',
      (text) => text.replace(/<ds:Transform .*?<\/ds:Transform>/, (one) => one.repeat(5)),
    ],
    [
      'xmldsig.malformed',
      'a transform after canonicalization',
      (text) => text.replace(/<ds:Transform .*?<\/ds:Transform>/, (one) => one.repeat(2)),
    ],
    ['xmldsig.malformed', 'something in a transform', (text) => text.replace(/(<ds:Transform [^>]*>)/, '$1<x/>')],
    [
      'xmldsig.malformed',
      'parameters of the signature method',
      (text) => text.replace(/(<ds:SignatureMethod [^>]*>)/, '$1<x/>'),
    ],
    [
      'xmldsig.malformed',
      'parts in another order',
      (text) =>
        text.replace(/(<ds:SignedInfo>.*<\/ds:SignedInfo>)(<ds:SignatureValue>.*<\/ds:SignatureValue>)/, '$2$1'),
    ],
    [
      'xmldsig.truncated-hmac',
      'a truncated value',
      (text) => text.replace(/(<ds:SignatureMethod [^>]*>)/, '$1<ds:HMACOutputLength>8</ds:HMACOutputLength>'),
    ],
    ['xmldsig.reference-not-allowed', 'no URI', (text) => text.replace(' URI="#_0"', '')],
    ['xmldsig.reference-not-allowed', 'the whole document', (text) => text.replace('"#_0"', '""')],
    ['xmldsig.reference-not-allowed', 'another document', (text) => text.replace('"#_0"', '"http://localhost/"')],
    ['xmldsig.reference-not-allowed', 'a file', (text) => text.replace('"#_0"', '"file:///etc/passwd"')],
    ['xmldsig.reference-not-allowed', 'an attachment', (text) => text.replace('"#_0"', '"cid:x"')],
    ['xmldsig.reference-not-allowed', 'only a hash sign', (text) => text.replace('"#_0"', '"#"')],
    ['xmldsig.reference-not-allowed', 'XPointer', (text) => text.replace('"#_0"', '"#xpointer(id(\'_0\'))"')],
    ['xmldsig.reference-not-allowed', 'XPointer to the root', (text) => text.replace('"#_0"', '"#xpointer(/)"')],
    ['xmldsig.reference-not-found', 'an identifier that is not there', (text) => text.replace('"#_0"', '"#_9"')],
    ['xmldsig.reference-not-found', 'an identifier in other letters', (text) => text.replace('u:Id="_0"', 'u:Id="_O"')],
    ['xmldsig.reference-not-found', 'a name of every object', (text) => text.replace('"#_0"', '"#constructor"')],
    ['xmldsig.repeated-reference', 'one reference twice', (text) => text.replace('"#_1"', '"#_0"')],
    ['xmldsig.digest-mismatch', 'the digest of another part', (text) => text.replace('"#_0"', '"#_2"')],
    [
      'xmldsig.algorithm-not-allowed',
      'canonicalization with comments',
      (text) => text.replace(/(<ds:CanonicalizationMethod Algorithm=")[^"]*/, `$1${algorithms.exclusiveWithComments}`),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'inclusive canonicalization',
      (text) => text.replace(/(<ds:CanonicalizationMethod Algorithm=")[^"]*/, `$1${algorithms.inclusive}`),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'an unknown canonicalization',
      (text) => text.replace(/(<ds:CanonicalizationMethod Algorithm=")[^"]*/, '$1urn:x'),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'the enveloped transform',
      (text) => text.replace(/(<ds:Transform Algorithm=")[^"]*/, `$1${algorithms.envelopedSignature}`),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'XSLT',
      (text) => text.replace(/(<ds:Transform Algorithm=")[^"]*/, '$1http://www.w3.org/TR/1999/REC-xslt-19991116'),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'XPath',
      (text) => text.replace(/(<ds:Transform Algorithm=")[^"]*/, '$1http://www.w3.org/TR/1999/REC-xpath-19991116'),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'base64',
      (text) => text.replace(/(<ds:Transform Algorithm=")[^"]*/, `$1${algorithms.base64}`),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'implied canonicalization',
      (text) => text.replace(/<ds:Transforms>.*?<\/ds:Transforms>/, ''),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'SHA-1 as digest',
      (text) => text.replace(/(<ds:DigestMethod Algorithm=")[^"]*/, `$1${algorithms.sha1}`),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'an unknown digest',
      (text) => text.replace(/(<ds:DigestMethod Algorithm=")[^"]*/, '$1urn:x'),
    ],
    [
      'xmldsig.algorithm-not-allowed',
      'an unknown signature method',
      (text) => text.replace(/(<ds:SignatureMethod Algorithm=")[^"]*/, '$1urn:x'),
    ],
    ['xml.repeated-element', 'two signatures', (text) => text.replace(/<ds:Signature .*<\/ds:Signature>/, '$&$&')],
  ]

  it.each(replaced)('%s: %s', (code, _, change) => {
    const text = signed()
    const changed = change(text)
    expect(changed).not.toBe(text)
    expect(refusal(changed)).toBe(code)
  })

  it('a third reference where two are allowed', () => {
    expect(refusal(signed({ ids: ['_0', '_1', '_2'] }))).toBe('xmldsig.too-many-references')
  })

  it('a signature of another document, or one that is no signature', () => {
    const one = parseXml(utf8(signed()))
    const other = parseXml(utf8(signed()))
    const signature = onlyChild(other.root, namespaces.ds, 'Signature')
    expect(() => verifySignature(one, signature, rsa.publicKey, strict)).toThrow(TypeError)
    expect(() => verifySignature(one, one.root, rsa.publicKey, strict)).toThrow('xmldsig.malformed')
  })

  it('the key of somebody else', () => {
    expect(refusal(signed(), otherRsa.publicKey)).toBe('xmldsig.signature-mismatch')
  })

  it('a key of the wrong kind, or the private one', () => {
    for (const key of [secret, ec.publicKey, rsa.privateKey])
      expect(refusal(signed(), key)).toBe('xmldsig.key-mismatch')
  })

  it('an RSA key that is too short', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const text = signed({ key: short.privateKey })
    expect(refusal(text, short.publicKey)).toBe('xmldsig.weak-key')
    expect(refusal(text, short.publicKey, { ...strict, minimumRsaBits: 1024 })).toBe('accepted')
  })

  it('algorithms that the tables know and the policy does not', () => {
    for (const uri of [algorithms.rsaSha1, algorithms.rsaSha512, algorithms.rsaPssSha256]) {
      expect(refusal(signed({ signatureAlgorithm: uri }))).toBe('xmldsig.algorithm-not-allowed')
    }
    for (const uri of [algorithms.sha1, algorithms.sha512]) {
      expect(refusal(signed({ digestAlgorithm: uri }))).toBe('xmldsig.algorithm-not-allowed')
    }
  })
})

describe('signedElement', () => {
  it('gives back what is signed, and nothing else', () => {
    const { document, verified } = check(signed())
    const part = (id: string) => document.ids.get(id) as XmlElement
    expect(signedElement(verified, part('_0'))).toBe(part('_0'))
    expect(() => signedElement(verified, part('_2'))).toThrow('xmldsig.not-signed')
    expect(() => signedElement(verified, document.root)).toThrow('xmldsig.not-signed')
    expect(() => signedElement(verified, part('_0').children[0] as XmlElement)).toThrow('xmldsig.not-signed')
  })

  it('goes by identity, not by looks', () => {
    const { verified } = check(signed())
    const { document: twin } = check(signed())
    expect(() => signedElement(verified, twin.ids.get('_0') as XmlElement)).toThrow('xmldsig.not-signed')
  })

  it('believes no outcome but one of verifySignature', () => {
    const { document, verified } = check(signed())
    const element = document.ids.get('_2') as XmlElement
    const forged = { ...verified, references: [{ ...verified.references[0], element }] } as unknown as VerifiedSignature
    expect(() => signedElement(forged, element)).toThrow('xmldsig.not-signed')
    expect(() => (verified.references as unknown[]).push(forged.references[0])).toThrow(TypeError)
  })
})
