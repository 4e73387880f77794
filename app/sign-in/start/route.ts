import { theRuntime } from '../../../lib/platform/runtime/runtime.ts'
import { isFromOurPage } from '../../../lib/platform/session/same-origin.ts'
import { go } from '../../api/auth/go.ts'
import { startSignIn } from '../../api/auth/start-sign-in.ts'
import { readStrength, returnPath, signInPath } from '../return-path.ts'

/** The button *Continue with Digital ID*: a plain form, so that it works without a script. */
export async function POST(request: Request): Promise<Response> {
  const runtime = theRuntime()
  const form = await request.formData().catch(() => new FormData())
  const asked = { returnTo: returnPath(form.get('returnTo')), needed: readStrength(form.get('strength')) }
  if (!isFromOurPage(request.headers, runtime.settings.publicUrl)) {
    return go({ location: signInPath({ ...asked, error: 'other-site' }), setCookies: [] })
  }
  return go(await startSignIn(runtime, asked))
}

/** An address that was kept or typed: show the page with the button. */
export function GET(): Response {
  return go({ location: '/sign-in', setCookies: [] })
}
