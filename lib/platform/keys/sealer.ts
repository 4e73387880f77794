import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import type { Random } from '../../core/random.ts'

/** Seals secrets for the database with the master key, and makes keyed hashes of short codes. */
export type Sealer = {
  /** AES-256-GCM; `purpose` is bound in, so that a sealed value cannot be moved to another place. */
  seal(purpose: string, secret: Uint8Array): Uint8Array
  /** Throws where the value was sealed with another key or purpose, or was changed. */
  open(purpose: string, sealed: Uint8Array): Uint8Array
  /** HMAC-SHA-256 in hexadecimal of a code that people type; without the master key it cannot be searched for. */
  hashCode(purpose: string, code: string): string
  /** A key for one purpose, 32 bytes. */
  derive(purpose: string): Uint8Array
}

/** @param masterKey 32 bytes */
export function masterKeySealer(masterKey: Uint8Array, random: Random): Sealer {
  if (masterKey.length !== 32) throw new RangeError('the master key has 32 bytes')
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', masterKey, '', `mandate/${purpose}`, 32))
  const sealingKey = derive('seal')
  return {
    derive,
    seal(purpose, secret) {
      const nonce = random.bytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce).setAAD(Buffer.from(purpose))
      return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed)
      if (bytes.length < 28) throw new RangeError('sealed value too short')
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, 12))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    },
    hashCode: (purpose, code) =>
      createHmac('sha256', derive(`code/${purpose}`))
        .update(code)
        .digest('hex'),
  }
}
