import { answer } from '../http/answer.ts'
import type { Service } from '../http/service.ts'

const prefix = '/sandbox/api/'
const now = '/api/v1/sandbox'

/**
 * Sends programs that know the sandbox's API by its first address to where it is now. Method and body stay as they are
 * (308, RFC 9110 section 15.4.9).
 */
export function createSandboxService(): Service {
  return {
    name: 'portal',
    prefixes: [prefix],
    handle(request, response) {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
      const id = searchParams.get('id')
      const below = pathname.slice(prefix.length).split('/').filter(Boolean)
      const location = [now, ...below, ...(id === null ? [] : [encodeURIComponent(id)])].join('/')
      answer(response, 308, 'text/plain; charset=utf-8', `This is at ${location} now.\n`, { location })
    },
  }
}
