import { theRuntime } from '../../../lib/platform/runtime/runtime.ts'
import type { Going } from './start-sign-in.ts'

/** An answer that sends the browser on; a path is one of ours, at the public address. */
export function go({ location, setCookies }: Going): Response {
  const { publicUrl } = theRuntime().settings
  const headers = new Headers({
    location: location.startsWith('/') ? publicUrl + location : location,
    'cache-control': 'no-store',
  })
  for (const line of setCookies) headers.append('set-cookie', line)
  return new Response(null, { status: 303, headers })
}
