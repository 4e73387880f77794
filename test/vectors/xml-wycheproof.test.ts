import { createPrivateKey, createPublicKey, createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../lib/core/bytes.ts'
import { algorithms, type SignatureAlgorithm, signatureAlgorithms } from '../../lib/formats/xmldsig/algorithms.ts'
import { checkValue } from '../../lib/formats/xmldsig/verify/check-value.ts'
import {
  type ContentAlgorithm,
  contentAlgorithms,
  encryptionAlgorithms,
  maskGenerationByHash,
} from '../../lib/formats/xmlenc/algorithms.ts'
import { decryptContent } from '../../lib/formats/xmlenc/decrypt-content.ts'
import { unwrapKey } from '../../lib/formats/xmlenc/decrypt-key.ts'
import { vectorsMissing, vectorsThere, wycheproof } from './xml-vectors.ts'

type Case<Fields extends string> = Record<Fields, string> & { tcId: number; result: string; flags: string[] }

const hex = (text: string) => Buffer.from(text, 'hex')

if (!vectorsThere) {
  it(vectorsMissing, () => expect(vectorsThere).toBe(false))
} else {
  describe('Wycheproof: RSA PKCS#1 v1.5 signatures', () => {
    // "acceptable" are signatures whose DigestInfo lacks its NULL; the platform refuses them, and so do we.
    for (const file of ['rsa_signature_2048_sha256_test', 'rsa_signature_4096_sha256_test']) {
      it(file, () => {
        const method = signatureAlgorithms.get(algorithms.rsaSha256) as SignatureAlgorithm
        const wrong: number[] = []
        for (const group of wycheproof<{ publicKeyPem: string; tests: Case<'msg' | 'sig'>[] }>(file).testGroups) {
          const key = createPublicKey(group.publicKeyPem)
          for (const { msg, result, sig, tcId } of group.tests) {
            const text = hex(msg)
            if (!isText(text)) continue
            const holds = checkValue(method, key, text.toString('utf8'), hex(sig))
            if (holds !== (result === 'valid')) wrong.push(tcId)
          }
        }
        expect(wrong).toEqual([])
      })
    }
  })

  describe('Wycheproof: HMAC', () => {
    for (const [file, uri] of [
      ['hmac_sha1_test', algorithms.hmacSha1],
      ['hmac_sha256_test', algorithms.hmacSha256],
    ] as const) {
      it(file, () => {
        const method = signatureAlgorithms.get(uri) as SignatureAlgorithm
        const wrong: number[] = []
        let judged = 0
        for (const group of wycheproof<{ tests: Case<'key' | 'msg' | 'tag'>[] }>(file).testGroups) {
          for (const { key, msg, result, tag, tcId } of group.tests) {
            const text = hex(msg)
            if (!isText(text)) continue
            judged++
            const holds = checkValue(method, createSecretKey(hex(key)), text.toString('utf8'), hex(tag))
            // A tag cut short is right by Wycheproof, which tests truncation too; here it never is.
            if (holds !== (result === 'valid' && hex(tag).length === method.bytes)) wrong.push(tcId)
          }
        }
        expect(wrong).toEqual([])
        expect(judged).toBeGreaterThan(20)
      })
    }
  })

  describe('Wycheproof: RSA-OAEP', () => {
    for (const [file, algorithm, digest, hash] of [
      ['rsa_oaep_2048_sha1_mgf1sha1_test', encryptionAlgorithms.rsaOaepMgf1p, algorithms.sha1, 'sha1'],
      ['rsa_oaep_2048_sha256_mgf1sha256_test', encryptionAlgorithms.rsaOaep11, algorithms.sha256, 'sha256'],
    ] as const) {
      it(file, () => {
        const mask = maskGenerationByHash[hash] as string
        const wrong: number[] = []
        type Group = { privateKeyPkcs8: string; tests: Case<'msg' | 'ct' | 'label'>[] }
        for (const group of wycheproof<Group>(file).testGroups) {
          const key = createPrivateKey({ key: hex(group.privateKeyPkcs8), format: 'der', type: 'pkcs8' })
          for (const { ct, label, msg, result, tcId } of group.tests) {
            const opened = unwrapKey({ algorithm, digest, mask, label: hex(label), cipherText: hex(ct) }, key)
            const right = result === 'invalid' ? opened === undefined : opened && toHex(opened) === msg
            if (!right) wrong.push(tcId)
          }
        }
        expect(wrong).toEqual([])
      })
    }
  })

  describe('Wycheproof: AES', () => {
    it('aes_gcm_test, with the sizes that XML Encryption fixes', () => {
      const wrong: number[] = []
      let judged = 0
      type Group = {
        ivSize: number
        keySize: number
        tagSize: number
        tests: Case<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag'>[]
      }
      for (const group of wycheproof<Group>('aes_gcm_test').testGroups) {
        if (group.ivSize !== 96 || group.tagSize !== 128) continue
        const method = contentOf(`aes-${group.keySize}-gcm`)
        for (const { aad, ct, iv, key, msg, result, tag, tcId } of group.tests) {
          if (aad !== '') continue
          judged++
          const opened = decryptContent(method, hex(key), hex(iv + ct + tag))
          const right = result === 'invalid' ? opened === undefined : opened && toHex(opened) === msg
          if (!right) wrong.push(tcId)
        }
      }
      expect(wrong).toEqual([])
      expect(judged).toBeGreaterThan(60)
    })

    it('aes_cbc_pkcs5_test, where its padding is also one of XML Encryption', () => {
      const wrong: number[] = []
      type Group = { keySize: number; tests: Case<'key' | 'iv' | 'msg' | 'ct'>[] }
      for (const group of wycheproof<Group>('aes_cbc_pkcs5_test').testGroups) {
        const method = contentOf(`aes-${group.keySize}-cbc`)
        for (const { ct, flags, iv, key, msg, result, tcId } of group.tests) {
          const opened = decryptContent(method, hex(key), hex(iv + ct))
          if (result === 'valid') {
            if (!opened || toHex(opened) !== msg) wrong.push(tcId)
          } else if (opened && !flags.includes('BadPadding')) wrong.push(tcId)
        }
      }
      expect(wrong).toEqual([])
    })
  })
}

function contentOf(cipher: string): ContentAlgorithm {
  return [...contentAlgorithms.values()].find((method) => method.cipher === cipher) as ContentAlgorithm
}

/** What we sign is always text; the suites hold other bytes too. */
function isText(message: Buffer): boolean {
  return Buffer.from(message.toString('utf8')).equals(message)
}
