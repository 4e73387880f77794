import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SignedXml } from 'xml-crypto'
import { utf8 } from '../../lib/core/bytes.ts'
import { insertXml, parseXml, type XmlElement, XmlFragment } from '../../lib/formats/xml/index.ts'
import {
  algorithms,
  type ReferenceToSign,
  type SignaturePolicy,
  signedElement,
  signReferences,
  verifySignature,
} from '../../lib/formats/xmldsig/index.ts'
import { documents } from './xml-documents.ts'
import { judgedBy } from './xml-programs.ts'
import { signatureOf } from './xml-vectors.ts'

// Four readers of the same documents: ours, libxml2 and xmlsec, the JDK, xml-crypto. What one signs the others verify.

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }) as string

const policy: SignaturePolicy = {
  signatureAlgorithms: [algorithms.rsaSha256],
  digestAlgorithms: [algorithms.sha256],
  transforms: [algorithms.exclusive, algorithms.inclusive, algorithms.inclusive11, algorithms.envelopedSignature],
  canonicalizations: [algorithms.exclusive, algorithms.inclusive, algorithms.inclusive11],
  maxReferences: 1,
}

const count = 24
const samples = [
  ...fc.sample(documents, { numRuns: count / 2, seed: 7 }),
  ...fc.sample(documents, { numRuns: count / 2 }),
]
const prefixLists = [[], ['p'], ['q', '#default'], ['around', 'zz', 'A', 'nowhere']]

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xml-judges-'))
  writeFileSync(join(folder, 'private.pem'), privatePem)
  writeFileSync(join(folder, 'public.pem'), publicPem)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what we sign', () => {
  const signed = samples.map((text, at) => signTarget(text, prefixLists[at % prefixLists.length] as string[]))

  it('is verified by ourselves', () => {
    for (const text of signed) expect(isVerified(text), text).toBe(true)
  })

  judgedBy('xmlsec1', 'is verified by xmlsec1', () => {
    for (const text of signed) expect(verifyWithXmlsec(text), text).toBe('OK')
  })

  judgedBy(
    'java',
    'is verified by the JDK',
    () => {
      signed.forEach((text, at) => {
        writeFileSync(join(folder, `${String(at).padStart(3, '0')}.xml`), text)
      })
      const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
      const judge = new URL('./xml-judge/Judge.java', import.meta.url).pathname
      const { status, stderr, stdout } = spawnSync('java', [judge, folder, spki], { encoding: 'utf8' })
      expect(stderr.replace(/^Picked up.*\n/gm, '')).toBe('')
      expect(status).toBe(0)
      const outcomes = stdout.trim().split('\n')
      expect(outcomes.length).toBe(count)
      expect(outcomes.filter((line) => !line.endsWith(' true'))).toEqual([])
    },
    60_000,
  )

  it('is verified by xml-crypto', () => {
    // It does not know #default in a prefix list.
    const known = signed.filter((text) => !text.includes('#default'))
    expect(known.length).toBeGreaterThan(count / 2)
    for (const text of known) expect(verifyWithXmlCrypto(text), text).toBe(true)
  })

  const changed = signTarget('<root><a xml:id="target">1</a></root>', []).replace('>1</a>', '>2</a>')

  judgedBy('xmlsec1', 'is refused by xmlsec1 when one character of the signed part changes', () => {
    expect(verifyWithXmlsec(changed)).not.toBe('OK')
  })

  it('is refused by the others when one character of the signed part changes', () => {
    expect(isVerified(changed)).toBe(false)
    expect(verifyWithXmlCrypto(changed)).toBe(false)
  })
})

describe('what others sign', () => {
  for (const method of ['exclusive', 'inclusive', 'inclusive11'] as const) {
    judgedBy('xmlsec1', `is verified by us: xmlsec1, ${method}`, () => {
      for (const text of samples.slice(0, count / 2)) {
        const signedText = signWithXmlsec(text, algorithms[method])
        expect(isVerified(signedText), signedText).toBe(true)
      }
    })
  }

  it('is verified by us: xml-crypto', () => {
    for (const text of samples) {
      const signer = new SignedXml({
        privateKey: privatePem,
        signatureAlgorithm: algorithms.rsaSha256,
        canonicalizationAlgorithm: algorithms.exclusive,
      })
      signer.addReference({
        xpath: "//*[@*[local-name()='id']='target']",
        digestAlgorithm: algorithms.sha256,
        transforms: [algorithms.exclusive],
      })
      signer.computeSignature(text)
      expect(isVerified(signer.getSignedXml()), text).toBe(true)
    }
  })
})

function signTarget(text: string, inclusivePrefixes: string[]): string {
  const document = parseXml(utf8(text))
  const element = document.ids.get('target') as XmlElement
  const references: ReferenceToSign[] = [{ uri: '#target', element, inclusivePrefixes }]
  const signature = signReferences({
    references,
    key: privateKey,
    signatureAlgorithm: algorithms.rsaSha256,
    digestAlgorithm: algorithms.sha256,
  })
  return insertXml(document, { lastIn: document.root }, signature)
}

function isVerified(text: string): boolean {
  const document = parseXml(utf8(text))
  try {
    const verified = verifySignature(document, signatureOf(document), publicKey, policy)
    return signedElement(verified, document.ids.get('target') as XmlElement).local.length > 0
  } catch {
    return false
  }
}

function verifyWithXmlsec(text: string): string {
  const file = join(folder, 'judged')
  writeFileSync(file, text)
  const { stderr } = spawnSync(
    'xmlsec1',
    ['--verify', '--enabled-reference-uris', 'same-doc', '--pubkey-pem', join(folder, 'public.pem'), file],
    { encoding: 'utf8' },
  )
  return stderr.split('\n')[0] as string
}

function signWithXmlsec(text: string, canonicalization: string): string {
  const document = parseXml(utf8(text))
  const template = XmlFragment.ofMarkup(
    `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="${canonicalization}"/><SignatureMethod Algorithm="${algorithms.rsaSha256}"/><Reference URI="#target"><Transforms><Transform Algorithm="${canonicalization}"/></Transforms><DigestMethod Algorithm="${algorithms.sha256}"/><DigestValue/></Reference></SignedInfo><SignatureValue/></Signature>`,
  )
  const file = join(folder, 'template')
  const output = join(folder, 'signed')
  writeFileSync(file, insertXml(document, { lastIn: document.root }, template))
  const { status, stderr } = spawnSync(
    'xmlsec1',
    ['--sign', '--privkey-pem', join(folder, 'private.pem'), '--output', output, file],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
  return readFileSync(output, 'utf8')
}

function verifyWithXmlCrypto(text: string): boolean {
  const checker = new SignedXml({ publicCert: publicPem })
  const { source, root } = parseXml(utf8(text))
  const signature = root.children.at(-1) as XmlElement
  try {
    checker.loadSignature(source.slice(signature.start, signature.end))
    return checker.checkSignature(text)
  } catch {
    return false
  }
}
