import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

/** A fresh private RSA key, and its public half as SubjectPublicKeyInfo (DER). */
export type FreshKey = { privateKey: KeyObject; publicKeySpki: Uint8Array }

/** Makes an RSA key with the exponent 65537. */
export type KeyMaker = (bits: 2048 | 4096) => Promise<FreshKey>

const generate = promisify(generateKeyPair)

/** Makes a key in the thread pool of Node, so that several are made at once. */
export const generateRsaKey: KeyMaker = async (bits) =>
  freshKey((await generate('rsa', { modulusLength: bits, publicExponent: 65_537 })).privateKey)

/** A key with its public half. */
export function freshKey(privateKey: KeyObject): FreshKey {
  return { privateKey, publicKeySpki: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }) }
}
