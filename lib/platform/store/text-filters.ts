type TextFilter<Operation extends string> = { [name in Operation]: string } & { mode: 'insensitive' }

/** A filter for text that contains what somebody typed, in any letter case. */
export function containsText(typed: string): TextFilter<'contains'> {
  return { contains: literally(typed), mode: 'insensitive' }
}

/** A filter for text kept in lower case that contains what somebody typed: several times as fast as `containsText`. */
export function containsFolded(typed: string): { contains: string } {
  return { contains: literally(typed.toLowerCase()) }
}

/** A filter for text that is what somebody typed, in any letter case. */
export function equalsText(typed: string): TextFilter<'equals'> {
  return { equals: literally(typed), mode: 'insensitive' }
}

/** Prisma hands them to LIKE and ILIKE as they are; here `%` and `_` stand for themselves. */
function literally(typed: string): string {
  return typed.replace(/[\\%_]/g, (character) => `\\${character}`)
}
