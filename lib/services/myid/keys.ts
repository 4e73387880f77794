import { toHex } from '../../core/bytes.ts'
import { secretOf } from '../../platform/keys/secrets.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { type SigningJwk, signingKey } from '../../platform/session/client-key.ts'

/** Keys of the simulated myID: one signs id tokens, the other its cookies. Both are sealed at rest. */
export async function myIdKeys(runtime: Runtime): Promise<{ signing: SigningJwk; cookies: string }> {
  const [signing, cookies] = await Promise.all([
    signingKey(runtime, 'myid/signing-key'),
    secretOf(runtime, 'myid/cookies', () => runtime.random.bytes(32)),
  ])
  return { signing, cookies: toHex(cookies) }
}
