import { isRetryable } from './conflict.ts'
import type { Store, Transaction } from './open.ts'

const tries = 5

/**
 * Runs `work` in one transaction; a race that PostgreSQL could not serialise is run again. Inside, use `tx` only: the
 * embedded database has one connection, and the outer client would wait for it for ever. No network call, file or key
 * generation inside.
 */
export async function inTransaction<Result>(store: Store, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.$transaction(work)
    } catch (error) {
      if (attempt === tries || !isRetryable(error)) throw error
    }
  }
}
