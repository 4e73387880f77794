import { createHash } from 'node:crypto'

/** Plain data of an entry's details, as JSON keeps it. */
export type HistoryDetails = { [name: string]: HistoryValue }
export type HistoryValue = string | number | boolean | null | HistoryValue[] | { [name: string]: HistoryValue }

/** What the hash of an entry covers. `at` is milliseconds since 1970. */
export type HashedEntry = {
  abn: string
  position: number
  at: number
  category: string
  act: string
  actorId: string | null
  actorName: string
  subjectId: string
  subjectName: string
  details: HistoryDetails
  previousHash: string
}

/** The `previousHash` of a business's first entry. */
export const chainStart = '0'.repeat(64)

/**
 * SHA-256 in hexadecimal over the entry as canonical JSON (names sorted, no white space), which has the hash of the
 * entry before it. Anybody can compute it again from an export. See docs/ram.md, History.
 */
export function entryHash(entry: HashedEntry): string {
  const { abn, position, at, category, act, actorId, actorName, subjectId, subjectName, details, previousHash } = entry
  const covered = {
    abn,
    position,
    at,
    category,
    act,
    actorId,
    actorName,
    subjectId,
    subjectName,
    details,
    previousHash,
  }
  return createHash('sha256').update(canonicalJson(covered)).digest('hex')
}

/** JSON with the names of every object sorted, so that the same data always is the same text. */
export function canonicalJson(value: HistoryValue | HistoryDetails): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] as HistoryValue)}`).join(',')}}`
}
