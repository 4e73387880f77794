import { toHex } from './bytes.ts'

/** Where randomness comes from. Injected, so that tests can repeat what they saw. */
export type Random = { bytes(length: number): Uint8Array }

/** The machine's cryptographic randomness; in Node and in the browser. */
export const systemRandom: Random = {
  bytes: (length) => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
    return bytes
  },
}

/**
 * The same randomness, drawn from its source `size` bytes at a time: a call to the system costs more than the bytes.
 * What was handed out is wiped from the pool.
 */
export function pooledRandom(source: Random, size = 4_096): Random {
  let pool = new Uint8Array(0)
  let at = 0
  return {
    bytes: (length) => {
      if (length > size) return source.bytes(length)
      if (at + length > pool.length) {
        pool = Uint8Array.from(source.bytes(size))
        at = 0
      }
      const bytes = pool.slice(at, at + length)
      pool.fill(0, at, at + length)
      at += length
      return bytes
    },
  }
}

/** A repeatable stream for tests (xorshift32). Never for anything secret. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0 || 1
  return {
    bytes: (length) =>
      Uint8Array.from({ length }, () => {
        state ^= state << 13
        state ^= state >>> 17
        state ^= state << 5
        return state & 0xff
      }),
  }
}

/** A random (version 4) UUID in lower case, RFC 9562 section 5.4. */
export function uuid(random: Random): string {
  const bytes = random.bytes(16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = toHex(bytes)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A code of `length` characters of `alphabet`, each equally likely. */
export function randomCode(random: Random, alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length)
  let code = ''
  while (code.length < length) {
    for (const byte of random.bytes(length * 2)) {
      if (byte < limit && code.length < length) code += alphabet[byte % alphabet.length]
    }
  }
  return code
}
