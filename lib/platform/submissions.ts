import type { Instant } from '../core/clock.ts'
import { MandateError } from '../core/errors/index.ts'
import type { Transaction } from './store/open.ts'

/** What tells one sending of a form from another. `id` was made when its page was rendered. */
export type SubmissionKey = { id: string; personId: string; act: string; at: Instant }

/** What may be kept of an outcome: plain data, and never a secret. */
export type Outcome = { [name: string]: unknown }

/**
 * Runs `work` once for a form, and gives its first outcome again when the form comes again. Two sendings at the same
 * time wait for each other. Work that fails leaves nothing, so the form can be corrected and sent again.
 *
 * @throws MandateError `common.not-found` when the id belongs to another person or another form
 */
export async function once<Result extends Outcome>(
  tx: Transaction,
  { id, personId, act, at }: SubmissionKey,
  work: () => Promise<Result>,
): Promise<Result> {
  const taken = await tx.$executeRaw`
    INSERT INTO "Submission" ("id", "personId", "act", "outcome", "createdAt")
    VALUES (${id}::uuid, ${personId}::uuid, ${act}, 'null'::jsonb, ${new Date(at)})
    ON CONFLICT ("id") DO NOTHING`
  if (taken === 0) {
    const first = await tx.submission.findUniqueOrThrow({ where: { id } })
    if (first.personId !== personId || first.act !== act) throw new MandateError('common.not-found')
    return first.outcome as Result
  }
  const result = await work()
  await tx.submission.update({ where: { id }, data: { outcome: JSON.parse(JSON.stringify(result)) } })
  return result
}
