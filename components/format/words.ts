/** `1 person`, `3 people`. */
export function count(many: number, one: string, more = `${one}s`): string {
  return `${many.toLocaleString('en-AU')} ${many === 1 ? one : more}`
}

/** `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** An ABN as people read it: `51 824 753 556`. */
export function spacedAbn(abn: string): string {
  return abn.replace(/^(\d{2})(\d{3})(\d{3})(\d{3})$/, '$1\u00a0$2\u00a0$3\u00a0$4')
}
