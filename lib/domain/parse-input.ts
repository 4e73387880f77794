import type { z } from 'zod'
import { MandateError } from '../core/errors/index.ts'

/**
 * Reads what a form or program sent, by the schema of its use case.
 *
 * @throws MandateError `common.invalid-input`, with one sentence for each field in `fields`
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'form'] ??= issue.message
  throw invalidInput(fields)
}

/** The error for fields that the schema cannot judge alone. */
export function invalidInput(fields: Record<string, string>): MandateError {
  return new MandateError('common.invalid-input', { what: Object.keys(fields).join(', ') }, { fields })
}
