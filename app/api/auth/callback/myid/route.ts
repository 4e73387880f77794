import { theRuntime } from '../../../../../lib/platform/runtime/runtime.ts'
import { finishSignIn } from '../../finish-sign-in.ts'
import { go } from '../../go.ts'

/** Where the identity provider sends the browser back to. */
export async function GET(request: Request): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  return go(await finishSignIn(theRuntime(), query))
}
