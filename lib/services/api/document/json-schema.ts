import { z } from 'zod'

export type JsonSchema = { [name: string]: unknown }

/** Schemas that answers share, by the id of their `.meta`. */
export type Components = Map<string, JsonSchema>

/**
 * The JSON Schema (2020-12, as OpenAPI 3.1 takes it) of what a program sends or is answered. Schemas with an id go into
 * `components`, and a reference to them remains.
 */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Components): JsonSchema {
  const { $schema, $defs, ...written } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as JsonSchema
  for (const [id, definition] of Object.entries((($defs as JsonSchema) ?? {}) as Record<string, JsonSchema>)) {
    components.set(id, tidy(definition))
  }
  const { id } = written
  if (typeof id !== 'string') return tidy(written)
  components.set(id, tidy(written))
  return { $ref: reference(id) }
}

function reference(id: string): string {
  return `#/components/schemas/${id}`
}

/** Points references at the components, and leaves out ids, which would change what a reference is relative to. */
function tidy(value: JsonSchema): JsonSchema {
  return walk(value) as JsonSchema
}

/**
 * Schemas also take what an HTML form sends: nothing for what is left out, `yes` for true. Programs have their own words
 * for that, so the document does not offer these.
 */
function isOfForms({ const: only, enum: several }: JsonSchema): boolean {
  return only === '' || only === 'yes' || (Array.isArray(several) && several.join() === 'yes,no')
}

function without(value: object, name: string): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
}

function walk(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(walk)
  if (typeof value !== 'object' || value === null) return value
  const { anyOf } = value as { anyOf?: JsonSchema[] }
  const meant = anyOf?.filter((one) => !isOfForms(one))
  if (meant?.length === 1) return walk({ ...meant[0], ...without(value, 'anyOf') })
  const entries = Object.entries(meant === undefined ? value : { ...value, anyOf: meant }).flatMap(
    ([name, inner]): [string, unknown][] => {
      if (name === '$ref') return [[name, String(inner).replace('#/$defs/', '#/components/schemas/')]]
      if (name === 'id' && typeof inner === 'string') return []
      return [[name, walk(inner)]]
    },
  )
  return Object.fromEntries(entries)
}
