import forge from 'node-forge/lib/forge.js'
import 'node-forge/lib/aes.js'
import 'node-forge/lib/des.js'
import 'node-forge/lib/hmac.js'
import 'node-forge/lib/pbkdf2.js'
import 'node-forge/lib/rc2.js'
import 'node-forge/lib/sha1.js'
import 'node-forge/lib/sha256.js'
import 'node-forge/lib/sha512.js'

// The old algorithms of keystores, which neither WebCrypto nor OpenSSL 3 offers by default. node-forge has them for
// the browser and for Node; it works on strings that hold a byte a character.

/** Digests that keystores and PKCS#12 files use. */
export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** Ciphers in CBC mode that they use. */
export type CipherName = '3des' | 'aes' | 'rc2-40'

/** The digest of the parts, one after the other. */
export function digest(name: DigestName, ...parts: Uint8Array[]): Uint8Array {
  const state = forge.md[name].create()
  for (const part of parts) state.update(binary(part))
  return bytes(state.digest().getBytes())
}

/** The digest of the digest and so on: `rounds` digests in all, the first over the parts. */
export function digestRepeatedly(name: DigestName, rounds: number, ...parts: Uint8Array[]): Uint8Array {
  let hashed = binary(digest(name, ...parts))
  for (let round = 1; round < rounds; round++) hashed = forge.md[name].create().update(hashed).digest().getBytes()
  return bytes(hashed)
}

/** HMAC (RFC 2104) over the parts, one after the other. */
export function hmac(name: DigestName, key: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  const state = forge.hmac.create()
  state.start(name, binary(key))
  for (const part of parts) state.update(binary(part))
  return bytes(state.digest().getBytes())
}

/** PBKDF2 (RFC 8018 section 5.2). */
export function pbkdf2(name: DigestName, password: Uint8Array, salt: Uint8Array, rounds: number, length: number) {
  return bytes(forge.pkcs5.pbkdf2(binary(password), binary(salt), rounds, length, name as never))
}

/** Encrypts with CBC and PKCS#7 padding. */
export function encryptCbc(cipher: '3des' | 'aes', key: Uint8Array, iv: Uint8Array, clear: Uint8Array): Uint8Array {
  const worker = forge.cipher.createCipher(cipher === 'aes' ? 'AES-CBC' : '3DES-CBC', binary(key))
  worker.start({ iv: binary(iv) })
  worker.update(forge.util.createBuffer(binary(clear)))
  worker.finish()
  return bytes(worker.output.getBytes())
}

/** Decrypts CBC and takes the PKCS#7 padding off; `undefined` where length or padding are not right. */
export function decryptCbc(
  cipher: CipherName,
  key: Uint8Array,
  iv: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  const block = cipher === 'aes' ? 16 : 8
  if (sealed.length === 0 || sealed.length % block !== 0) return undefined
  const worker =
    cipher === 'rc2-40'
      ? forge.rc2.createDecryptionCipher(binary(key), 40)
      : forge.cipher.createDecipher(cipher === 'aes' ? 'AES-CBC' : '3DES-CBC', binary(key))
  if (cipher === 'rc2-40') worker.start(binary(iv) as never)
  else worker.start({ iv: binary(iv) } as never)
  worker.update(forge.util.createBuffer(binary(sealed)))
  worker.finish((() => true) as never) // keeps the padding: it is checked here, each byte of it
  const clear = bytes(worker.output.getBytes())
  const padding = clear.at(-1) ?? 0
  if (padding < 1 || padding > block || padding > clear.length) return undefined
  const end = clear.length - padding
  return clear.subarray(end).every((octet) => octet === padding) ? clear.subarray(0, end) : undefined
}

function binary(data: Uint8Array): string {
  let text = ''
  for (let at = 0; at < data.length; at += 0x8000) text += String.fromCharCode(...data.subarray(at, at + 0x8000))
  return text
}

function bytes(text: string): Uint8Array {
  const data = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) data[at] = text.charCodeAt(at)
  return data
}
