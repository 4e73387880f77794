import { toBase64 } from '../../../core/bytes.ts'
import type { Random } from '../../../core/random.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'

/** Every token begins so, that scanners for leaked secrets can find it. */
const prefix = 'mandate_'
const hintLength = prefix.length + 4

/** A new token: 256 bits of randomness, as text that fits into a header. `hint` tells it apart and gives nothing away. */
export function newTokenSecret(random: Random): { secret: string; hint: string } {
  const text = toBase64(random.bytes(32)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  const secret = prefix + text
  return { secret, hint: secret.slice(0, hintLength) }
}

/** What the database keeps of a token, in hexadecimal. */
export function hashTokenSecret({ sealer }: Pick<Runtime, 'sealer'>, secret: string): string {
  return sealer.hashCode('api-token', secret)
}

/** Whether a text can be a token at all. */
export function looksLikeToken(text: string): boolean {
  return /^mandate_[A-Za-z0-9_-]{43}$/.test(text)
}
