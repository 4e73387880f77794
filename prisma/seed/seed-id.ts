import { createHash } from 'node:crypto'

/** The same thing has the same id in every sandbox: a UUID from a name. */
export function seedId(text: string): string {
  const hex = createHash('sha256').update(`mandate/seed/${text}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
