import type { z } from 'zod'
import type { Route } from './route.ts'

export type Place = 'path' | 'query' | 'body' | 'header'

/** Fields that travel as headers. */
export const headerFields: Record<string, string> = { submissionId: 'idempotency-key', version: 'if-match' }

/** Names of the values in a path, in order. */
export function pathFields(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
}

/** Where each field of a route's input travels. */
export function placesOf(route: Pick<Route, 'method' | 'path' | 'input'>): Map<string, Place> {
  const inPath = new Set(pathFields(route.path))
  const others: Place = hasBody(route) ? 'body' : 'query'
  return new Map(
    Object.keys(route.input.shape).map((name) => [
      name,
      inPath.has(name) ? 'path' : Object.hasOwn(headerFields, name) ? 'header' : others,
    ]),
  )
}

export function hasBody({ method }: Pick<Route, 'method'>): boolean {
  return method !== 'GET' && method !== 'DELETE'
}

/** The kind of value that a field takes under what makes it optional: `array`, `boolean`, `number`... */
export function kindOf(field: z.ZodType): string {
  const { def } = field as unknown as {
    def: { type: string; innerType?: z.ZodType; in?: z.ZodType; options?: z.ZodType[] }
  }
  const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined)
  if (inner !== undefined) return kindOf(inner)
  return def.type === 'union' ? kindOf(def.options?.at(-1) as z.ZodType) : def.type
}
