import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt, publicEncrypt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../lib/core/bytes.ts'
import { MandateError } from '../../lib/core/errors/index.ts'
import { seededRandom } from '../../lib/core/random.ts'
import { parseXml } from '../../lib/formats/xml/index.ts'
import { algorithms } from '../../lib/formats/xmldsig/index.ts'
import {
  type DecryptionPolicy,
  decryptElement,
  decryptXml,
  encryptElement,
  encryptionAlgorithms,
} from '../../lib/formats/xmlenc/index.ts'

// With CBC, whoever learns which changed ciphertexts decrypt to well-formed XML reads the plaintext byte by byte (Jager
// and Somorovsky, "How To Break XML Encryption", 2011). So all failures must look the same from outside.

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

const policy: DecryptionPolicy = {
  contentAlgorithms: [encryptionAlgorithms.aes256Cbc, encryptionAlgorithms.aes256Gcm],
  keyTransports: [encryptionAlgorithms.rsaOaepMgf1p],
  oaepDigests: [algorithms.sha1],
}

const assertion = '<a:Assertion xmlns:a="urn:a"><a:Secret>1234 5678</a:Secret></a:Assertion>'

function sealed(contentAlgorithm: string, plaintext = assertion): string {
  const recipient = { publicKey, keyTransport: encryptionAlgorithms.rsaOaepMgf1p }
  const ids = { data: 'ED', key: 'EK' }
  return encryptElement({ plaintext, contentAlgorithm, recipient, ids, random: seededRandom(3) }).markup
}

/** Everything that somebody outside can see of an answer. */
function answer(text: string): string {
  try {
    return decryptXml(parseXml(utf8(text)).root, privateKey, policy).source
  } catch (error) {
    const { cause, code, details, message } = error as MandateError
    return JSON.stringify({
      mandate: error instanceof MandateError,
      code,
      details,
      message,
      cause: cause !== undefined,
    })
  }
}

const [keyPart, contentPart] = [0, 1]

/** The ciphertext of the key, or of the content, changed. */
function withCipherText(text: string, which: number | undefined, change: (bytes: Buffer) => Buffer): string {
  let seen = -1
  return text.replace(/(CipherValue>)([^<]+)/g, (all, tag, value) => {
    seen++
    return seen === which ? tag + change(Buffer.from(value, 'base64')).toString('base64') : all
  })
}

const flip = (at: number, mask: number) => (bytes: Buffer) => {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] as number) ^ mask
  return changed
}

const refused = answer(withCipherText(sealed(encryptionAlgorithms.aes256Cbc), keyPart, flip(0, 1)))

describe('the one answer', () => {
  it('says nothing but that it could not be opened', () => {
    expect(JSON.parse(refused)).toEqual({
      mandate: true,
      code: 'xmlenc.cannot-decrypt',
      details: {},
      message: expect.stringContaining('could not be opened'),
      cause: false,
    })
  })

  it('is given to every bit of the key that changes', () => {
    const text = sealed(encryptionAlgorithms.aes256Cbc)
    const answers = new Set(
      Array.from({ length: 256 }, (_, at) => answer(withCipherText(text, keyPart, flip(at, 1 << (at % 8))))),
    )
    expect([...answers]).toEqual([refused])
  })

  it('is given to every byte of a GCM ciphertext that changes, and to its tag cut short', () => {
    const text = sealed(encryptionAlgorithms.aes256Gcm)
    const { length } = assertion
    const answers = new Set(
      Array.from({ length: 12 + length + 16 }, (_, at) =>
        answer(withCipherText(text, contentPart, flip(at, 1 << (at % 8)))),
      ),
    )
    for (let cut = 1; cut <= 17; cut++)
      answers.add(answer(withCipherText(text, contentPart, (bytes) => bytes.subarray(0, -cut))))
    expect([...answers]).toEqual([refused])
  })

  it('is given to all values of the last byte before the padding, right or wrong', () => {
    const text = sealed(encryptionAlgorithms.aes256Cbc)
    const answers = new Map<string, number>()
    for (let mask = 1; mask < 256; mask++) {
      // The last byte of the block before the last changes the length of the padding.
      const given = answer(withCipherText(text, contentPart, (bytes) => flip(bytes.length - 17, mask)(bytes)))
      answers.set(given, (answers.get(given) ?? 0) + 1)
    }
    expect([...answers]).toEqual([[refused, 255]])
  })

  it('is given to a plaintext that is no XML as to a padding that is none', () => {
    const text = sealed(encryptionAlgorithms.aes256Cbc)
    const answers = new Set<string>()
    for (let block = 0; block < 5; block++)
      answers.add(answer(withCipherText(text, contentPart, (bytes) => bytes.subarray(0, 16 * (block + 1)))))
    for (const plaintext of ['', '<', 'text', '<a>', '<!DOCTYPE a><a/>', '\0', '<a b="1" b="2"/>'])
      answers.add(answer(sealed(encryptionAlgorithms.aes256Cbc, plaintext)))
    for (const bytes of [0, 1, 15, 17, 31, 33])
      answers.add(answer(withCipherText(text, contentPart, (whole) => whole.subarray(0, bytes || 1))))
    expect([...answers]).toEqual([refused])
  })

  it('is given to a key that opens but has another length, and to one for somebody else', () => {
    const text = sealed(encryptionAlgorithms.aes256Cbc)
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    for (const replacement of [
      publicEncrypt({ key: publicKey, padding }, Buffer.alloc(16)),
      publicEncrypt({ key: publicKey, padding }, Buffer.alloc(0)),
      publicEncrypt({ key: other.publicKey, padding }, Buffer.alloc(32)),
      publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.alloc(32)),
      publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, Buffer.alloc(32)),
      publicEncrypt({ key: publicKey, padding, oaepLabel: Buffer.from('x') }, Buffer.alloc(32)),
      Buffer.alloc(256),
      Buffer.alloc(255, 1),
      Buffer.alloc(257, 1),
    ]) {
      expect(answer(withCipherText(text, keyPart, () => replacement))).toBe(refused)
    }
  })
})

describe('decryptElement', () => {
  it('opens what the platform opens, so that the answers above are not for the wrong reason', () => {
    const text = sealed(encryptionAlgorithms.aes256Cbc)
    const [key, content] = [...text.matchAll(/CipherValue>([^<]+)/g)].map(([, value]) =>
      Buffer.from(value as string, 'base64'),
    ) as [Buffer, Buffer]
    const secret = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, key)
    const opening = createDecipheriv('aes-256-cbc', secret, content.subarray(0, 16)).setAutoPadding(false)
    const padded = opening.update(content.subarray(16))
    expect(padded.subarray(0, -(padded.at(-1) as number)).toString()).toBe(assertion)
    expect(Buffer.from(decryptElement(parseXml(utf8(text)).root, privateKey, policy)).toString()).toBe(assertion)
  })
})
