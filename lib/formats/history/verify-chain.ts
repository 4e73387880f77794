import { chainStart, entryHash, type HashedEntry } from './entry-hash.ts'

/** An entry with the hash that it claims. */
export type ChainEntry = HashedEntry & { hash: string }

/** Where a chain is broken: the position that should have come, and how. */
export type ChainFault = { position: number; problem: 'gap' | 'previous-hash' | 'hash' }

/** How far a chain has been verified: the start of the next part. */
export type ChainLink = { position: number; hash: string }

/** Where every chain begins. */
export const beforeFirst: ChainLink = { position: 0, hash: chainStart }

/**
 * Computes the hashes of one business's entries again, in the order of their positions, going on from `from`.
 *
 * @returns where the chain ends now, or its first fault
 */
export function verifyChain(
  entries: readonly ChainEntry[],
  from: ChainLink = beforeFirst,
): { end: ChainLink } | { fault: ChainFault } {
  let end = from
  for (const entry of entries) {
    const position = end.position + 1
    if (entry.position !== position) return { fault: { position, problem: 'gap' } }
    if (entry.previousHash !== end.hash) return { fault: { position, problem: 'previous-hash' } }
    if (entry.hash !== entryHash(entry)) return { fault: { position, problem: 'hash' } }
    end = { position, hash: entry.hash }
  }
  return { end }
}
