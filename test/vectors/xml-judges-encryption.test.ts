import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromUtf8, utf8 } from '../../lib/core/bytes.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { namespaces, parseXml } from '../../lib/formats/xml/index.ts'
import { algorithms } from '../../lib/formats/xmldsig/index.ts'
import {
  contentAlgorithms,
  type DecryptionPolicy,
  decryptElement,
  encryptElement,
  encryptionAlgorithms,
  type Recipient,
} from '../../lib/formats/xmlenc/index.ts'
import { judgedBy } from './xml-programs.ts'

/** The part of xml-encryption that is used here; it comes without types. */
type Judge = Record<
  'encrypt' | 'decrypt',
  (text: string, options: object, done: (error: Error | null, text: string) => void) => void
>
const judge: Judge = createRequire(import.meta.url)('xml-encryption')

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

const policy: DecryptionPolicy = {
  contentAlgorithms: [...contentAlgorithms.keys()],
  keyTransports: [encryptionAlgorithms.rsaOaepMgf1p, encryptionAlgorithms.rsaOaep11],
  oaepDigests: [algorithms.sha1, algorithms.sha256],
}

const sha1: Recipient = { publicKey, keyTransport: encryptionAlgorithms.rsaOaepMgf1p }
const sha256: Recipient = { publicKey, keyTransport: encryptionAlgorithms.rsaOaep11 }

function seal(plaintext: string, contentAlgorithm: string, recipient = sha1): string {
  const ids = { data: 'ED-1', key: 'EK-1' }
  return encryptElement({ plaintext, contentAlgorithm, recipient, ids, random: systemRandom }).markup
}

const open = (text: string) => decryptElement(parseXml(utf8(text)).root, privateKey, policy)

describe('XML encryption and other programs', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'xmlenc-'))
    writeFileSync(join(folder, 'private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(join(folder, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  // xmlsec1 1.2 knows only the transport of XML Encryption 1.0.
  judgedBy('xmlsec1', 'xmlsec1 decrypts what we encrypt', () => {
    for (const cipher of contentAlgorithms.keys()) {
      writeFileSync(join(folder, 'sealed.xml'), seal('<a b="1">text</a>', cipher))
      const { stderr, stdout } = spawnSync(
        'xmlsec1',
        ['--decrypt', '--privkey-pem', join(folder, 'private.pem'), join(folder, 'sealed.xml')],
        { encoding: 'utf8' },
      )
      expect(stderr).toBe('')
      expect(stdout).toBe('<?xml version="1.0"?>\n<a b="1">text</a>\n')
    }
  })

  judgedBy('xmlsec1', 'we decrypt what xmlsec1 encrypts', () => {
    writeFileSync(join(folder, 'plain.xml'), '<a b="1">text</a>')
    for (const [cipher, session] of [
      [encryptionAlgorithms.aes128Cbc, 'aes-128'],
      [encryptionAlgorithms.aes256Cbc, 'aes-256'],
      [encryptionAlgorithms.aes256Gcm, 'aes-256'],
    ] as const) {
      const template = `<EncryptedData xmlns="${namespaces.xenc}" Type="${encryptionAlgorithms.typeElement}"><EncryptionMethod Algorithm="${cipher}"/><KeyInfo xmlns="${namespaces.ds}"><EncryptedKey xmlns="${namespaces.xenc}"><EncryptionMethod Algorithm="${encryptionAlgorithms.rsaOaepMgf1p}"/><CipherData><CipherValue/></CipherData></EncryptedKey></KeyInfo><CipherData><CipherValue/></CipherData></EncryptedData>`
      writeFileSync(join(folder, 'template.xml'), template)
      const { stderr, stdout } = spawnSync(
        'xmlsec1',
        [
          '--encrypt',
          '--pubkey-pem',
          join(folder, 'public.pem'),
          '--session-key',
          session,
          '--xml-data',
          join(folder, 'plain.xml'),
          join(folder, 'template.xml'),
        ],
        { encoding: 'utf8' },
      )
      expect(stderr).toBe('')
      expect(fromUtf8(open(stdout))).toBe('<a b="1">text</a>')
    }
  })

  const transports = [
    [encryptionAlgorithms.rsaOaepMgf1p, 'sha1', sha1],
    [encryptionAlgorithms.rsaOaep11, 'sha256', sha256],
  ] as const
  const ciphers = [
    encryptionAlgorithms.aes128Cbc,
    encryptionAlgorithms.aes256Cbc,
    encryptionAlgorithms.aes128Gcm,
    encryptionAlgorithms.aes256Gcm,
  ]

  it('xml-encryption decrypts what we encrypt', async () => {
    for (const cipher of ciphers) {
      for (const [, , recipient] of transports) {
        const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
        const options = { key, disallowDecryptionWithInsecureAlgorithm: false, warnInsecureAlgorithm: false }
        const text = await new Promise((resolve, reject) => {
          judge.decrypt(seal('<a>\u00e9</a>', cipher, recipient), options, (error, result) =>
            error ? reject(error) : resolve(result),
          )
        })
        expect(text).toBe('<a>\u00e9</a>')
      }
    }
  })

  it('we decrypt what xml-encryption encrypts', async () => {
    for (const encryptionAlgorithm of ciphers) {
      for (const [keyEncryptionAlgorithm, digest] of transports) {
        const options = {
          rsa_pub: publicKey.export({ type: 'spki', format: 'pem' }),
          pem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
          encryptionAlgorithm,
          keyEncryptionAlgorithm,
          keyEncryptionDigest: digest,
          ...(digest === 'sha256' && { keyEncryptionMgf: digest }),
          disallowEncryptionWithInsecureAlgorithm: false,
          warnInsecureAlgorithm: false,
        }
        const text = await new Promise<string>((resolve, reject) => {
          judge.encrypt('<a>\u00e9</a>', options, (error, result) => (error ? reject(error) : resolve(result)))
        })
        expect(fromUtf8(open(text))).toBe('<a>\u00e9</a>')
      }
    }
  })
})
