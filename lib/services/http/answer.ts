import type { ServerResponse } from 'node:http'
import { describeError } from '../../core/errors/index.ts'
import { drain, isStillSending } from './drain.ts'

/** Sends a whole answer; to a client that is still sending, at once, and then takes in the rest of what it sends. */
export function answer(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  if (!isStillSending(response.req)) return void response.end(body)
  response.write(body)
  drain(response.req, () => response.end())
}

/** Sends JSON that no cache may keep. */
export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  answer(response, status, 'application/json; charset=utf-8', JSON.stringify(value), { 'cache-control': 'no-store' })
}

/** Sends an error as problem+json, RFC 9457; `instance` is the reference to tell the operator. */
export function answerProblem(response: ServerResponse, error: unknown, instance?: string): void {
  const { code, status, title, happened, remedy, fields } = describeError(error)
  const problem = { type: `/help/errors#${code}`, title, status, detail: happened, code, remedy, fields, instance }
  answer(response, status, 'application/problem+json; charset=utf-8', JSON.stringify(problem), {
    'cache-control': 'no-store',
  })
}
