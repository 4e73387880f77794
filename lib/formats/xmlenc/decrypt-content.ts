import { type CipherGCMTypes, createDecipheriv } from 'node:crypto'
import { concatBytes } from '../../core/bytes.ts'
import type { ContentAlgorithm } from './algorithms.ts'

/** The plaintext, or `undefined` where key, ciphertext or padding do not fit each other. Never says which. */
export function decryptContent(
  method: ContentAlgorithm,
  secret: Uint8Array,
  cipherText: Uint8Array,
): Uint8Array | undefined {
  try {
    return method.mode === 'gcm' ? openGcm(method, secret, cipherText) : openCbc(method, secret, cipherText)
  } catch {
    return undefined
  }
}

/** XML Encryption 1.1 section 5.2.4. */
function openGcm({ cipher }: ContentAlgorithm, secret: Uint8Array, cipherText: Uint8Array): Uint8Array | undefined {
  if (cipherText.length < 28) return undefined
  const end = cipherText.length - 16
  const iv = cipherText.subarray(0, 12)
  const opening = createDecipheriv(cipher as CipherGCMTypes, secret, iv, { authTagLength: 16 })
  opening.setAuthTag(cipherText.subarray(end))
  return concatBytes(opening.update(cipherText.subarray(12, end)), opening.final())
}

/** XML Encryption 1.1 section 5.2.1: only the last byte of the padding means anything. */
function openCbc({ cipher }: ContentAlgorithm, secret: Uint8Array, cipherText: Uint8Array): Uint8Array | undefined {
  if (cipherText.length < 32 || cipherText.length % 16 !== 0) return undefined
  const opening = createDecipheriv(cipher, secret, cipherText.subarray(0, 16)).setAutoPadding(false)
  const padded = concatBytes(opening.update(cipherText.subarray(16)), opening.final())
  const padding = padded[padded.length - 1] as number
  return padding >= 1 && padding <= 16 ? padded.subarray(0, padded.length - padding) : undefined
}
