import { createHmac } from 'node:crypto'
import { concatBytes } from '../../../core/bytes.ts'

/**
 * The key that both sides compute from the random bytes of each: P_SHA-1 with the client's as secret and the
 * server's as seed.
 *
 * @param length bytes of the key
 * @see WS-Trust 1.3 section 4.4.4; RFC 5246 section 5 for P_hash
 */
export function computedKey(clientEntropy: Uint8Array, serverEntropy: Uint8Array, length: number): Uint8Array {
  const hmac = (bytes: Uint8Array) => createHmac('sha1', clientEntropy).update(bytes).digest()
  let key: Uint8Array = new Uint8Array(0)
  let chain: Uint8Array = serverEntropy
  while (key.length < length) {
    chain = hmac(chain)
    key = concatBytes(key, hmac(concatBytes(chain, serverEntropy)))
  }
  return key.subarray(0, length)
}
