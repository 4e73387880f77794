import { type Random, randomCode } from '../../../core/random.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new trace id: `t` and 16 characters that cannot be mistaken for one another; 80 random bits. */
export function newTraceId(random: Random): string {
  return `t${randomCode(random, alphabet, 16)}`
}

/** True for text that could be a trace id. */
export function isTraceId(text: string): boolean {
  return /^t[0-9a-hj-km-np-tv-z]{16}$/.test(text)
}

/** What stands before the trace id in the Id of an encrypted token. */
export const tokenIdPrefix = 'ED-'
