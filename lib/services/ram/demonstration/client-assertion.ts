import { constants, createPrivateKey, sign } from 'node:crypto'
import { minute, second } from '../../../core/clock.ts'
import { uuid } from '../../../core/random.ts'
import { demonstration } from '../../../domain/ram/sharing/demonstration.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { signingKey } from '../../../platform/session/client-key.ts'

/** The demonstration's proof of itself, RFC 7523 section 3, signed with PS256; it counts for one minute, once. */
export async function clientAssertion(runtime: Runtime): Promise<string> {
  const { settings, clock, random } = runtime
  const key = await signingKey(runtime, demonstration.keyName)
  const now = Math.floor(clock.now() / second)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const { id } = demonstration
  const claims = { iss: id, sub: id, aud: `${settings.publicUrl}/ram`, jti: uuid(random), iat: now }
  const content = `${part({ alg: key.alg, kid: key.kid })}.${part({ ...claims, exp: now + minute / second })}`
  const signature = sign('sha256', Buffer.from(content), {
    key: createPrivateKey({ key, format: 'jwk' }),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  })
  return `${content}.${signature.toString('base64url')}`
}
