import { second } from '../../../lib/core/clock.ts'
import { theRuntime } from '../../../lib/platform/runtime/runtime.ts'
import { liveSession } from '../../../lib/platform/session/live-session.ts'
import { isFromOurPage } from '../../../lib/platform/session/same-origin.ts'
import { readSessionToken } from '../../api/auth/session-token.ts'

/** How long the session still lasts; asking does not prolong it. */
export function GET(): Promise<Response> {
  return answer({ onlyLook: true })
}

/** The person is still there: the session goes on. */
export async function POST(request: Request): Promise<Response> {
  const { publicUrl } = theRuntime().settings
  return await answer({ onlyLook: !isFromOurPage(request.headers, publicUrl) })
}

async function answer(options: { onlyLook: boolean }): Promise<Response> {
  const runtime = theRuntime()
  const token = await readSessionToken(runtime)
  const session = token && (await liveSession(runtime, token.sessionId, options))
  const secondsLeft = session === undefined ? 0 : Math.floor((session.endsAt - runtime.clock.now()) / second)
  return Response.json({ secondsLeft }, { headers: { 'cache-control': 'no-store' } })
}
