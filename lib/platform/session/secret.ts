import { toHex } from '../../core/bytes.ts'
import { secretOf } from '../keys/secrets.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** The secret that encrypts session cookies, in hexadecimal; the same over restarts and in every process. */
export async function sessionSecret(runtime: Runtime): Promise<string> {
  return toHex(await secretOf(runtime, 'session/cookies', () => runtime.random.bytes(32)))
}
