import type { Runtime } from '../runtime/runtime.ts'
import { clientKey } from './client-key.ts'
import { sessionSecret } from './secret.ts'

/**
 * Gets signing in ready before the first page is served: tells next-auth its address, whatever the environment said
 * before, and makes or reads the keys, so that a wrong master key or key file shows at start.
 *
 * @throws MandateError `start.master-key-wrong`, `identity.client-key-unusable`
 */
export async function prepareSignIn(
  runtime: Runtime,
  environment: Record<string, string | undefined> = process.env,
): Promise<void> {
  environment.NEXTAUTH_URL = `${runtime.settings.publicUrl}/api/auth`
  await Promise.all([sessionSecret(runtime), clientKey(runtime)])
}
