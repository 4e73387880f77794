import { createDecipheriv, createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromUtf8, utf8 } from '../../lib/core/bytes.ts'
import { MandateError } from '../../lib/core/errors/index.ts'
import {
  attributeOf,
  canonicalize,
  childrenOf,
  descendants,
  namespaces,
  onlyChild,
  parseXml,
  textOf,
  type XmlElement,
} from '../../lib/formats/xml/index.ts'
import {
  digestAlgorithms,
  readSignature,
  type SignatureAlgorithm,
  signatureAlgorithms,
} from '../../lib/formats/xmldsig/index.ts'
import { canonicalizeBy } from '../../lib/formats/xmldsig/verify/apply-transforms.ts'
import { checkValue } from '../../lib/formats/xmldsig/verify/check-value.ts'
import { type ContentAlgorithm, contentAlgorithms, encryptionAlgorithms } from '../../lib/formats/xmlenc/algorithms.ts'
import { decryptContent } from '../../lib/formats/xmlenc/decrypt-content.ts'
import { type DecryptionPolicy, decryptElement, decryptKey } from '../../lib/formats/xmlenc/index.ts'
import { readEncryptedData } from '../../lib/formats/xmlenc/read-encrypted.ts'
import excluded from './xml-excluded.json' with { type: 'json' }
import { bytes, documentsOf, vector, vectorsMissing, vectorsThere } from './xml-vectors.ts'

const suite = 'merlin-xmlenc-five'

const everything: DecryptionPolicy = {
  contentAlgorithms: [...contentAlgorithms.keys()],
  keyTransports: [encryptionAlgorithms.rsaOaepMgf1p, encryptionAlgorithms.rsaOaep11],
  oaepDigests: [...digestAlgorithms.keys()],
}

/** Secret keys of the suite, by KeyName. */
const named: Record<string, Buffer> = {
  job: Buffer.from('abcdefghijklmnop'),
  jeb: Buffer.from('abcdefghijklmnopqrstuvwx'),
  jed: Buffer.from('abcdefghijklmnopqrstuvwxyz012345'),
}

/** Content under a key that has a name, or that AES key wrap brings: the platform unwraps, Mandate reads and decrypts. */
const contents = [
  'encrypt-data-aes128-cbc.xml',
  'encrypt-content-aes256-cbc-prop.xml',
  'encrypt-content-aes128-cbc-kw-aes192.xml',
  'encrypt-data-aes192-cbc-kw-aes256.xml',
  'encrypt-element-aes256-cbc-carried-kw-aes256.xml',
  'encrypt-element-aes256-cbc-retrieved-kw-aes256.xml',
  'decryption-transform.xml',
]

/** Signatures by a transported key over something outside: the value is judged. */
const transported = [
  'encsig-hmac-sha256-rsa-oaep-mgf1p.xml',
  'encsig-sha256-hmac-sha256-kw-aes128.xml',
  'encsig-sha384-hmac-sha384-kw-aes192.xml',
  'encsig-sha512-hmac-sha512-kw-aes256.xml',
]

/** Content in triple DES, which Mandate has not got; its key comes by OAEP. */
const tripleDes = 'encrypt-data-tripledes-cbc-rsa-oaep-mgf1p.xml'

const plainDocuments = ['keys.xml', 'plaintext.xml']

if (!vectorsThere) {
  it(vectorsMissing, () => expect(vectorsThere).toBe(false))
} else {
  const privateKey = createPrivateKey(vector(`${suite}/rsapriv.pem`))

  describe('published XML encryption', () => {
    for (const name of contents) {
      it(`decrypts ${name}`, () => {
        const root = read(name)
        const data = encryptedDataOf(root)
        const { algorithm, cipherText } = readEncryptedData(data, everything)
        const method = contentAlgorithms.get(algorithm) as ContentAlgorithm
        const plaintext = fromUtf8(decryptContent(method, contentKeyOf(root, data), cipherText) as Uint8Array)
        expect(plainForm(plaintext)).toBe(plainForm(expectedOf(name, attributeOf(data, '', 'Type'))))
      })
    }

    for (const name of transported) {
      it(`opens the key of ${name}, which signed it`, () => {
        const signature = readSignature(read(name))
        const encryptedKey = descendants(signature.element, namespaces.xenc, 'EncryptedKey')[0] as XmlElement
        const byRsa = name.includes('rsa')
        const secret = byRsa ? decryptKey(encryptedKey, privateKey, everything) : unwrap(encryptedKey)
        const method = signatureAlgorithms.get(signature.signatureAlgorithm) as SignatureAlgorithm
        const text = canonicalizeBy(signature.canonicalization, signature.signedInfo)
        const check = (key: KeyObject) => checkValue(method, key, text, signature.signatureValue)
        expect(check(createSecretKey(secret))).toBe(true)
        expect(check(createSecretKey(Buffer.from('another')))).toBe(false)
      })
    }

    it(`opens the key of ${tripleDes}`, () => {
      const data = read(tripleDes)
      const key = decryptKey(
        descendants(data, namespaces.xenc, 'EncryptedKey')[0] as XmlElement,
        privateKey,
        everything,
      )
      const cipherText = bytes(
        onlyChild(onlyChild(data, namespaces.xenc, 'CipherData'), namespaces.xenc, 'CipherValue'),
      )
      const platform = createDecipheriv('des-ede3-cbc', key, cipherText.subarray(0, 8)).setAutoPadding(false)
      const padded = platform.update(cipherText.subarray(8))
      expect(padded.subarray(0, -(padded.at(-1) as number)).toString()).toBe('top secret message\n')
      expect(() => decryptElement(data, privateKey, everything)).toThrow(/algorithm-not-allowed/)
    })

    const groups = new Map(excluded.flatMap((group) => group.files.map((file) => [file, group] as const)))
    const judged = new Set(
      [...contents, ...transported, tripleDes, ...plainDocuments].map((name) => `${suite}/${name}`),
    )
    for (const name of documentsOf(suite).filter((each) => !judged.has(each))) {
      const group = groups.get(name)
      it(`refuses ${name}: ${group?.reason ?? 'not judged and not excluded'}`, () => {
        const short = name.slice(suite.length + 1)
        const wanted = group?.refusedWith
        expect(wanted).toBeTypeOf('string')
        expect(() => openAny(read(short), privateKey)).toThrow(wanted as string)
      })
    }
  })
}

function read(name: string): XmlElement {
  const text = vector(`${suite}/${name}`).toString('utf8')
  if (text.includes('<!DOCTYPE')) expect(() => parseXml(utf8(text))).toThrow('xml.doctype')
  return parseXml(utf8(text.replace(/<!DOCTYPE[^\]]*\]>/, ''))).root
}

function encryptedDataOf(root: XmlElement): XmlElement {
  return root.local === 'EncryptedData' ? root : (descendants(root, namespaces.xenc, 'EncryptedData')[0] as XmlElement)
}

function openAny(root: XmlElement, privateKey: KeyObject): void {
  const encryptedKey = descendants(root, namespaces.xenc, 'EncryptedKey')[0]
  const data = encryptedDataOf(root) as XmlElement | undefined
  if (data) decryptElement(data, privateKey, everything)
  else if (encryptedKey) decryptKey(encryptedKey, privateKey, everything)
  else throw new MandateError('xmlenc.malformed', { problem: 'neither EncryptedData nor EncryptedKey' })
}

/** The key by its name; or wrapped inside, or elsewhere in the document for the recipient that we are. */
function contentKeyOf(root: XmlElement, data: XmlElement): Uint8Array {
  const inside = descendants(data, namespaces.xenc, 'EncryptedKey')[0]
  if (inside) return unwrap(inside)
  const wrapped = descendants(root, namespaces.xenc, 'EncryptedKey').find((key) => nameIn(key) in named)
  return wrapped ? unwrap(wrapped) : (named[nameIn(data)] as Buffer)
}

function nameIn(element: XmlElement): string {
  return descendants(element, namespaces.ds, 'KeyName').map(textOf)[0] as string
}

/** AES key wrap (RFC 3394) by the platform: Mandate has none. */
function unwrap(encryptedKey: XmlElement): Uint8Array {
  const wrapping = named[nameIn(encryptedKey)] as Buffer
  const wrapped = bytes(
    onlyChild(onlyChild(encryptedKey, namespaces.xenc, 'CipherData'), namespaces.xenc, 'CipherValue'),
  )
  const iv = Buffer.from('A6A6A6A6A6A6A6A6', 'hex')
  const unwrapping = createDecipheriv(`id-aes${wrapping.length * 8}-wrap`, wrapping, iv)
  return Buffer.concat([unwrapping.update(wrapped), unwrapping.final()])
}

/** What the suite says is inside: a text, or a part of the same purchase order. */
function expectedOf(name: string, type: string | null | undefined): string {
  if (name.startsWith('encrypt-data-')) return vector(`${suite}/${name.replace(/xml$/, 'data')}`).toString('utf8')
  const { root } = parseXml(vector(`${suite}/plaintext.xml`))
  const payment = onlyChild(root, 'urn:example:po', 'PaymentInfo')
  if (type?.endsWith('#Element')) return canonicalize(payment)
  return childrenOf(payment)
    .map((child) => canonicalize(child))
    .join('')
}

/** Both sides in canonical form, without the white space and the declarations in which they may differ. */
function plainForm(text: string): string {
  const canonical = canonicalize(parseXml(utf8(`<part>${text}</part>`)).root)
  return canonical.replace(/ xmlns="[^"]*"/g, '').replace(/\s+/g, '')
}
