import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { hasCode, MandateError } from '../../../core/errors/index.ts'
import { parseInput } from '../../../domain/parse-input.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { answer } from '../../http/answer.ts'
import { refuseForeignOrigin } from '../../http/foreign-origin.ts'
import type { FoundRoute } from '../find-route.ts'
import type { Media, MediaFile, MediaStream, Route } from '../route.ts'
import { admit, requireRight } from './admit.ts'
import { claimKey } from './claim-key.ts'
import type { Pace } from './pace.ts'
import { readInput } from './read-input.ts'

/** Stands for a submission id until the request has one. */
const anyId = '00000000-0000-4000-8000-000000000000'

type Tools = { runtime: Runtime; pace(tokenId: string): Pace }

/** Answers one request by its route: who asks, what they ask, one use case, what may be told of its answer. */
export async function answerCall(
  { runtime, pace }: Tools,
  { route, path }: FoundRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const result =
    typeof route.access === 'string'
      ? await callOpenly(runtime, route, path, request)
      : await callWithToken({ runtime, pace }, route, path, request, response)
  if (route.media !== undefined) {
    await sendMedia(response, route.media, result as MediaFile | MediaStream)
    return
  }
  refuseUnknownCursor(request, result)
  const value = route.answer.parse(result)
  const tag = entityTag(value)
  if (tag !== undefined) response.setHeader('etag', tag)
  if (route.method === 'GET' && tag !== undefined && request.headers['if-none-match'] === tag) {
    response.writeHead(304).end()
    return
  }
  answer(response, route.status ?? 200, 'application/json; charset=utf-8', JSON.stringify(value), {
    'cache-control': 'no-store',
  })
}

async function sendMedia(response: ServerResponse, { types }: Media, result: MediaFile | MediaStream): Promise<void> {
  if (typeof result === 'function') {
    result(response)
    return
  }
  const { fileName, mediaType = types[0] } = result
  const headers = { 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': 'no-store' }
  if ('bytes' in result) {
    answer(response, 200, mediaType, result.bytes, headers)
    return
  }
  response.writeHead(200, { 'content-type': mediaType, 'x-content-type-options': 'nosniff', ...headers })
  await pipeline(Readable.from(result.chunks), response)
}

async function callOpenly(
  runtime: Runtime,
  route: Route,
  path: Record<string, string>,
  request: IncomingMessage,
): Promise<unknown> {
  refuseForeignOrigin(request, runtime.settings)
  const { fields } = await readInput(request, route, path)
  parseInput(route.input, fields)
  return await route.call({ runtime } as never, fields as never)
}

async function callWithToken(
  { runtime, pace }: Tools,
  route: Route & { access: object },
  path: Record<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<unknown> {
  const token = await admit(runtime, request)
  tellPace(pace(token.id), response)
  requireRight(token, route.access.right, path.abn)
  const { fields, key, sent } = await readInput(request, route, path)
  const { shape } = route.input
  if (Object.hasOwn(shape, 'submissionId')) {
    // Judged first, so that a request in the wrong form does not use up its key.
    parseInput(route.input, { ...fields, submissionId: anyId })
    fields.submissionId = await claimKey(runtime, { tokenId: token.id, key, sent })
  }
  parseInput(route.input, fields)
  try {
    return await route.call({ runtime, actor: token.actor, token } as never, fields as never)
  } catch (error) {
    if (!hasCode(error, 'common.changed-meanwhile') || !Object.hasOwn(shape, 'version')) throw error
    throw new MandateError('api.version-changed', error.details, { fields: error.fields, cause: error })
  }
}

/** Headers of draft-ietf-httpapi-ratelimit-headers, and Retry-After once there is nothing left. */
function tellPace({ limit, remaining, resetSeconds, isOver }: Pace, response: ServerResponse): void {
  response.setHeader('ratelimit-policy', `"token";q=${limit};w=60`)
  response.setHeader('ratelimit', `"token";r=${remaining};t=${resetSeconds}`)
  if (!isOver) return
  response.setHeader('retry-after', String(resetSeconds))
  throw new MandateError('api.too-fast', { limit, seconds: resetSeconds })
}

function refuseUnknownCursor(request: IncomingMessage, result: unknown): void {
  if ((result as { resumed?: boolean } | null)?.resumed !== false) return
  if (/[?&](after|before)=/.test(request.url ?? '')) throw new MandateError('api.cursor-unknown')
}

/** Where the domain counts versions, the entity tag is the version. */
function entityTag(value: unknown): string | undefined {
  const version = (value as { version?: unknown } | null)?.version
  return Number.isSafeInteger(version) ? `"${version}"` : undefined
}
