import { bmpBytes } from '../../der/write.ts'
import { type DigestName, digestRepeatedly } from './primitives.ts'

/** What the derived bytes are for: the identifier byte of RFC 7292 appendix B.3. */
export const kdfPurpose = { key: 1, iv: 2, mac: 3 } as const

/** Input of {@link pkcs12Kdf}. */
export type Pkcs12KdfInput = {
  digest: DigestName
  purpose: keyof typeof kdfPurpose
  /** Encoded as a BMPString with its two zero bytes at the end, whatever its length. */
  password: string
  salt: Uint8Array
  rounds: number
  /** Bytes wanted. */
  length: number
}

/** Derives bytes from a password as PKCS#12 does, RFC 7292 appendix B.2. Runs in the browser. */
export function pkcs12Kdf(input: Pkcs12KdfInput): Uint8Array {
  const { salt, rounds, length } = input
  const block = input.digest === 'sha384' || input.digest === 'sha512' ? 128 : 64
  const diversifier = new Uint8Array(block).fill(kdfPurpose[input.purpose])
  const password = new Uint8Array(2 * input.password.length + 2)
  password.set(bmpBytes(input.password))
  const state = concat(repeatedTo(salt, block), repeatedTo(password, block))

  const derived = new Uint8Array(length)
  for (let at = 0; at < length; ) {
    const hashed = digestRepeatedly(input.digest, rounds, diversifier, state)
    derived.set(hashed.subarray(0, length - at), at)
    at += hashed.length
    addToEachBlock(state, repeatedTo(hashed, block).subarray(0, block), block)
  }
  return derived
}

/** `source` over and over until a whole number of blocks is full. */
function repeatedTo(source: Uint8Array, block: number): Uint8Array {
  const filled = new Uint8Array(Math.ceil(source.length / block) * block)
  for (let at = 0; at < filled.length; at++) filled[at] = source[at % source.length] as number
  return filled
}

/** Each block of `state` becomes itself plus `addend` plus one, as big-endian numbers, without the carry out. */
function addToEachBlock(state: Uint8Array, addend: Uint8Array, block: number): void {
  for (let start = 0; start < state.length; start += block) {
    let carry = 1
    for (let at = block - 1; at >= 0; at--) {
      carry += (state[start + at] as number) + (addend[at] as number)
      state[start + at] = carry & 0xff
      carry >>= 8
    }
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}
