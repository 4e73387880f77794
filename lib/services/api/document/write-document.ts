import { z } from 'zod'
import type { Settings } from '../../../platform/settings/settings.ts'
import { apiRights } from '../../../policy/permissions/api-rights.ts'
import { hasBody, headerFields, placesOf } from '../fields.ts'
import type { Area, Route } from '../route.ts'
import { type Components, type JsonSchema, jsonSchema } from './json-schema.ts'

export type OpenApiDocument = {
  openapi: '3.1.0'
  info: JsonSchema
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, JsonSchema>>
  components: JsonSchema
}

/** The OpenAPI 3.1 document of the API, from the same table and schemas that it runs on. */
export function writeDocument(
  areas: readonly Area[],
  { publicUrl, publicHttpsUrl }: Pick<Settings, 'publicUrl' | 'publicHttpsUrl'>,
): OpenApiDocument {
  const components: Components = new Map()
  jsonSchema(problem, 'output', components)
  const paths: OpenApiDocument['paths'] = {}
  for (const area of areas) {
    for (const route of area.routes) {
      const path = paths[route.path] ?? {}
      paths[route.path] = path
      path[route.method.toLowerCase()] = operation(area, route, components)
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mandate API',
      version: '1',
      description: 'Lets programs do for a business what its people do in the portal. Not a government service.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [...new Set([publicHttpsUrl, publicUrl])].map((url) => ({ url: `${url}/api/v1` })),
    tags: areas.map(({ name, about }) => ({ name, description: about })),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API token of a business, created in the portal.',
        },
      },
      responses: {
        Problem: {
          description: 'What happened and what to do, RFC 9457. Every code is on the page /help/errors.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  }
}

function operation(area: Area, route: Route, components: Components): JsonSchema {
  const { status = 200, access } = route
  const needs = typeof access === 'string' ? [] : [access.right]
  return {
    operationId: route.id,
    summary: route.summary,
    description: [route.description, accessSentence(route)].filter(Boolean).join('\n\n'),
    tags: [area.name],
    security: typeof access === 'string' ? [] : [{ token: [] }],
    ...(needs.length > 0 && needs[0] !== 'any' ? { 'x-right': needs[0] } : {}),
    ...parametersAndBody(route, components),
    responses: {
      [status]: answerOf(route, components),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

function answerOf({ answer, media }: Route, components: Components): JsonSchema {
  if (media === undefined) {
    return {
      description: 'Done.',
      content: { 'application/json': { schema: jsonSchema(answer, 'output', components) } },
    }
  }
  const content = Object.fromEntries(
    media.types.map((type) => [type, { schema: type === 'application/json' ? {} : { type: 'string' } }]),
  )
  return { description: media.about, content }
}

/** Who may call a route, in a sentence. */
export function accessSentence({ access }: Route): string {
  if (access === 'everybody') return 'Needs no token.'
  if (access === 'sandbox') return 'Needs no token; exists in the sandbox only.'
  if (access.right === 'any') return 'Needs any token.'
  return `Needs a token with the right ${access.right} (${apiRights[access.right].label.toLowerCase()}).`
}

function parametersAndBody(route: Route, components: Components): JsonSchema {
  const whole = jsonSchema(route.input, 'input', components)
  const properties = (whole.properties ?? {}) as Record<string, JsonSchema>
  const required = new Set((whole.required ?? []) as string[])
  const places = placesOf(route)
  const named = (place: string) => Object.keys(properties).filter((name) => places.get(name) === place)
  const parameters = [
    ...named('path').map((name) => ({ name, in: 'path', required: true, schema: properties[name] })),
    ...named('query').map((name) => ({ name, in: 'query', required: required.has(name), schema: properties[name] })),
    ...named('header').map((name) => headerParameters[name]),
  ]
  const inBody = named('body')
  return {
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(hasBody(route) && inBody.length > 0
      ? {
          requestBody: {
            required: inBody.some((name) => required.has(name)),
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: Object.fromEntries(inBody.map((name) => [name, properties[name]])),
                  required: inBody.filter((name) => required.has(name)),
                  additionalProperties: false,
                },
              },
            },
          },
        }
      : {}),
  }
}

const headerParameters: Record<string, JsonSchema> = {
  submissionId: {
    name: headerFields.submissionId,
    in: 'header',
    required: false,
    description: 'A random text, the same when the same request is sent again: it then acts once and answers the same.',
    schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
  },
  version: {
    name: headerFields.version,
    in: 'header',
    required: true,
    description: 'The "etag" of the record as it was read; 412 if somebody changed it since.',
    schema: { type: 'string', pattern: '^"[1-9][0-9]*"$' },
  },
}

const problem = z
  .object({
    type: z.string().describe('Address of the explanation.'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('What happened.'),
    code: z.string().describe('The error, for programs; it never changes its meaning.'),
    remedy: z.string().describe('What to do next.'),
    fields: z.record(z.string(), z.string()).describe('What is wrong with each field.'),
    instance: z.string().optional().describe('Reference to tell the operator.'),
  })
  .meta({ id: 'Problem' })
