import { day, type Instant, instant } from '../../../../core/clock.ts'
import { randomCode } from '../../../../core/random.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'
import type { Transaction } from '../../../../platform/store/open.ts'
import { limits } from '../../../../policy/limits.ts'

/** Letters and digits that nobody takes for one another: no `0 O o`, `1 I i L l`. */
export const codeAlphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'
export const codeLength = 6

export type NewCode = { code: string; codeHash: string; expiresAt: Instant }

/** A new code that no request has had, good for seven days of the business's clock. */
export async function newRequestCode(tx: Transaction, runtime: Runtime, now: Instant): Promise<NewCode> {
  for (;;) {
    const code = randomCode(runtime.random, codeAlphabet, codeLength)
    const codeHash = hashRequestCode(runtime, code)
    const taken = await tx.authorisation.findUnique({ where: { codeHash }, select: { id: true } })
    if (taken === null) return { code, codeHash, expiresAt: instant(now + limits.codeDays * day) }
  }
}

/** What is kept of a code: its keyed hash. */
export function hashRequestCode({ sealer }: Pick<Runtime, 'sealer'>, code: string): string {
  return sealer.hashCode('authorisation-request', code)
}
