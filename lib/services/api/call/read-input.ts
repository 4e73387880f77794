import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import { invalidInput } from '../../../domain/parse-input.ts'
import { readJson } from '../../http/read-json.ts'
import { hasBody, headerFields, kindOf, placesOf } from '../fields.ts'
import type { Route } from '../route.ts'

const standardLimit = 256 * 1024

/** What a request gives, before the schema judges it. `sent` is what an idempotency key is bound to. */
export type RawInput = { fields: Record<string, unknown>; key: string | undefined; sent: string }

/**
 * Gathers the fields of a route's input from path, query, body and headers. A field that the route does not have is
 * refused, so that a misspelt name is not simply ignored.
 *
 * @throws MandateError `common.invalid-input`, `common.not-json`, `common.too-large`, `api.version-*`,
 *   `api.idempotency-key-*`
 */
export async function readInput(
  request: IncomingMessage,
  route: Route,
  path: Record<string, string>,
): Promise<RawInput> {
  const url = new URL(request.url ?? '', 'http://localhost')
  const places = placesOf(route)
  const takesBody = hasBody(route)
  const body = takesBody ? await readObject(request, route.bodyLimit ?? standardLimit, places) : {}
  const query = takesBody ? {} : readQuery(url.searchParams, route.input)
  const expected = takesBody ? 'body' : 'query'
  if (takesBody && url.search !== '') throw invalidInput({ query: 'This request takes no query; send a JSON body.' })
  refuseUnknown(takesBody ? body : query, places, expected)

  const fields: Record<string, unknown> = { ...query, ...body, ...path }
  if (places.get('version') === 'header') fields.version = readVersion(request.headers['if-match'])
  const key = readKey(request.headers[headerFields.submissionId as string], places.has('submissionId'))
  return { fields, key, sent: JSON.stringify([route.method, url.pathname, fields]) }
}

async function readObject(
  request: IncomingMessage,
  limit: number,
  places: ReadonlyMap<string, string>,
): Promise<Record<string, unknown>> {
  const isEmpty = request.headers['transfer-encoding'] === undefined && !Number(request.headers['content-length'] ?? 0)
  if (isEmpty && ![...places.values()].includes('body')) return {}
  const value = await readJson(request, limit)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidInput({ body: 'Send one JSON object.' })
  }
  return value as Record<string, unknown>
}

/** Values of a query by what their field takes: a list may come several times, everything else once. */
function readQuery(search: URLSearchParams, { shape }: z.ZodObject): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const name of new Set(search.keys())) {
    const given = search.getAll(name)
    const kind = Object.hasOwn(shape, name) ? kindOf(shape[name] as z.ZodType) : 'unknown'
    if (kind === 'array') values[name] = given
    else if (given.length > 1) throw invalidInput({ [name]: 'Send this once.' })
    else values[name] = kind === 'boolean' ? asBoolean(given[0] as string) : given[0]
  }
  return values
}

function asBoolean(text: string): unknown {
  return text === 'true' ? true : text === 'false' ? false : text
}

function refuseUnknown(given: object, places: ReadonlyMap<string, string>, expected: string): void {
  const unknown = Object.keys(given).filter((name) => places.get(name) !== expected)
  if (unknown.length === 0) return
  throw invalidInput(
    Object.fromEntries(unknown.slice(0, 10).map((name) => [name.slice(0, 100), sentence(name, places)])),
  )
}

function sentence(name: string, places: ReadonlyMap<string, string>): string {
  const place = places.get(name)
  if (place === 'path') return 'This is in the address already; leave it out here.'
  if (place === 'header') return `Send this in the header "${headerFields[name]}".`
  return 'There is no such field here.'
}

/** The version in an entity tag as we give it out: `"3"`. RFC 9110 section 13.1.1, one strong tag. */
function readVersion(header: string | undefined): number {
  if (header === undefined) throw new MandateError('api.version-needed')
  const version = /^"([1-9]\d{0,8})"$/.exec(header.trim())?.[1]
  if (version === undefined) throw new MandateError('api.version-malformed')
  return Number(version)
}

function readKey(header: string | string[] | undefined, isTaken: boolean): string | undefined {
  if (header === undefined) return undefined
  if (!isTaken) throw new MandateError('api.idempotency-key-not-taken')
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw new MandateError('api.idempotency-key-malformed')
  }
  return header
}
