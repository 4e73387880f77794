import { type Html, html } from '../../http/html.ts'
import type { JsonSchema } from '../document/json-schema.ts'

/** What a value may be, in a few words; schemas with a name are links. */
export function typeText(schema: JsonSchema): Html {
  const { $ref, type, items, anyOf, oneOf, allOf } = schema
  if (typeof $ref === 'string') return schemaLink($ref.split('/').at(-1) as string)
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (Array.isArray(schema.enum)) return joined(schema.enum.map((value) => html`<code>${String(value)}</code>`))
  const parts = (anyOf ?? oneOf ?? allOf) as JsonSchema[] | undefined
  if (parts !== undefined) return joined(flat(parts).map(typeText))
  if (type === 'array') return html`list of ${typeText((items as JsonSchema) ?? {})}`
  if (type === 'object' && schema.properties === undefined && schema.additionalProperties !== undefined) {
    return html`object of ${typeText(schema.additionalProperties as JsonSchema)} by name`
  }
  return joined((type === undefined ? ['any value'] : [type].flat()).map((name) => html`${String(name)}`))
}

/** An alternative within an alternative is one more alternative; the same one twice is told once. */
function flat(parts: readonly JsonSchema[]): JsonSchema[] {
  const all = parts.flatMap((part) => (part.anyOf === undefined ? [part] : flat(part.anyOf as JsonSchema[])))
  return [...new Map(all.map((part) => [JSON.stringify({ ...part, description: '' }), part])).values()]
}

function joined(parts: readonly Html[]): Html {
  return html`${parts.map((part, at) => html`${at > 0 && (at === parts.length - 1 ? ' or ' : ', ')}${part}`)}`
}

function schemaLink(name: string): Html {
  return html`<a href="#schema-${name}">${name}</a>`
}

/** What else there is to know about a value: description, limits, what it is when left out. */
export function notesOf(schema: JsonSchema): string {
  const notes = [schema.description ?? described(schema)].filter((text) => text !== undefined).map(String)
  const { minimum, maximum, maxLength, maxItems, default: standard } = schema
  if (minimum !== undefined && maximum !== undefined && Number(maximum) < 1e9) notes.push(`${minimum} to ${maximum}.`)
  if (maxLength !== undefined) notes.push(`${maxLength} characters at most.`)
  if (maxItems !== undefined) notes.push(`${maxItems} at most.`)
  if (standard !== undefined && standard !== null && !isEmptyList(standard))
    notes.push(`${String(standard)} if left out.`)
  return notes.join(' ')
}

function described({ anyOf }: JsonSchema): unknown {
  return flat((anyOf as JsonSchema[]) ?? []).find(({ description }) => description !== undefined)?.description
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** Fields of an object, those of objects within it indented under their own names. */
export function fieldRows(schema: JsonSchema, before = ''): { name: string; schema: JsonSchema; required: boolean }[] {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>
  const required = new Set((schema.required ?? []) as string[])
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = before + name
    const { object, suffix } = objectIn(field)
    return [
      { name: path, schema: field, required: required.has(name) },
      ...(object === undefined ? [] : fieldRows(object, `${path}${suffix}.`)),
    ]
  })
}

function objectIn(schema: JsonSchema): { object?: JsonSchema; suffix: string } {
  if (schema.properties !== undefined) return { object: schema, suffix: '' }
  if (schema.type === 'array') return { object: objectIn((schema.items as JsonSchema) ?? {}).object, suffix: '[]' }
  const inner = ((schema.anyOf as JsonSchema[]) ?? []).find(({ properties }) => properties !== undefined)
  return { ...(inner === undefined ? {} : { object: inner }), suffix: '' }
}
