import type { ServerResponse } from 'node:http'
import type { z } from 'zod'
import type { UseCaseContext } from '../../domain/context.ts'
import type { AdmittedToken } from '../../domain/ram/api-tokens/admit-api-token.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { ApiRight } from '../../policy/permissions/api-rights.ts'

/** What a route of a token is called with: the house, in whose name, and the token itself. */
export type TokenContext = UseCaseContext & { token: AdmittedToken }

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What every route says about itself. */
export type RouteFacts = {
  method: Method
  /** Below `/api/v1`, with `{name}` for a value: `/businesses/{abn}/authorisations`. */
  path: `/${string}`
  /** Names the call for generated clients: `listAuthorisations`. */
  id: string
  /** A heading of a few words, starting with a verb. */
  summary: string
  /** What somebody who calls it should know beyond that, plain text. */
  description?: string
  /** Status of the answer when all is well; 200 where it is not given. */
  status?: 200 | 201 | 202
  /** Longest body that is read, bytes; 256 KiB where it is not given. */
  bodyLimit?: number
}

/** An answer that is no JSON: a file to keep, or events for as long as the connection lasts. */
export type Media = { types: readonly [string, ...string[]]; about: string }

/** What the call of a route for a file answers. */
export type MediaFile = { fileName: string; mediaType?: string } & (
  | { bytes: Uint8Array }
  | { chunks: AsyncIterable<string> }
)

/** What the call of a route for events answers: writes to the response from then on. */
export type MediaStream = (response: ServerResponse) => void

/**
 * A route: an address, who may use it, the schema of what it takes, the schema of what it answers, and the one use case
 * that it calls.
 *
 * `input` is the schema that the use case itself validates with. Its fields are found where they belong: those named in
 * the path there, `submissionId` as header `idempotency-key`, `version` as header `if-match`, all others in the query
 * of GET and DELETE, else in the JSON body. A field named neither is refused. Of the answer, only what `answer`
 * describes is sent; a file or events (`media`) as they are.
 */
export type Route = RouteFacts & { input: z.ZodObject } & (
    | { answer: z.ZodType; media?: undefined }
    | { media: Media; answer?: undefined }
  ) &
  (
    | { access: { right: ApiRight | 'any' }; call(context: TokenContext, input: never): Promise<unknown> }
    | { access: 'sandbox' | 'everybody'; call(context: { runtime: Runtime }, input: never): Promise<unknown> }
  )

/**
 * A route of one business, for tokens with a right. The path names the business as `{abn}`, and the token must be for it.
 *
 * @example
 * route({
 *   method: 'GET', path: '/businesses/{abn}', id: 'viewBusiness', summary: 'See the business',
 *   right: 'business:read', input: viewBusinessInput, answer: business, call: viewBusiness,
 * })
 */
export function route<Input extends z.ZodObject, Answer extends z.ZodType>({
  right,
  ...facts
}: RouteFacts & {
  /** The right that a token needs; `any` where every token will do. */
  right: ApiRight | 'any'
  input: Input
  answer: Answer
  call(context: TokenContext, input: z.input<Input>): Promise<z.input<Answer>>
}): Route {
  return { ...facts, access: { right } }
}

/** A route without a token: for everybody, or (`sandbox`) for everybody in the sandbox, where nothing is real. */
export function openRoute<Input extends z.ZodObject, Answer extends z.ZodType>(
  facts: RouteFacts & {
    access: 'sandbox' | 'everybody'
    input: Input
    answer: Answer
    call(context: { runtime: Runtime }, input: z.input<Input>): Promise<z.input<Answer>>
  },
): Route {
  return facts
}

/** A route of one business that gives a file. */
export function fileRoute<Input extends z.ZodObject>({
  right,
  ...facts
}: RouteFacts & {
  right: ApiRight
  input: Input
  media: Media
  call(context: TokenContext, input: z.input<Input>): Promise<MediaFile>
}): Route {
  return { ...facts, access: { right } }
}

/** A route of the sandbox that tells events as they happen. */
export function streamRoute<Input extends z.ZodObject>(
  facts: RouteFacts & {
    access: 'sandbox'
    input: Input
    media: Media
    call(context: { runtime: Runtime }, input: z.input<Input>): Promise<MediaStream>
  },
): Route {
  return facts
}

/** Routes that belong together, as the reference page shows them. */
export type Area = { name: string; about: string; routes: readonly Route[] }
