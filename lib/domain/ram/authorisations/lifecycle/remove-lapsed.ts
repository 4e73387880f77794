import { day } from '../../../../core/clock.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'

/** For so long a form that was sent is known, however late it comes again. */
const formDays = 30
/** Codes for email addresses, and counts of wrong tries, are useless long before. */
const codeDays = 2

/** Drops what nobody can use any more: forms sent long ago, codes for email addresses, counts of wrong tries. */
export async function removeLapsed({ store, clock }: Runtime): Promise<{ removed: number }> {
  const formsBefore = new Date(clock.now() - formDays * day)
  const codesBefore = new Date(clock.now() - codeDays * day)
  const [forms, codes, tries] = await Promise.all([
    store.submission.deleteMany({ where: { createdAt: { lt: formsBefore } } }),
    store.emailCode.deleteMany({ where: { createdAt: { lt: codesBefore } } }),
    store.wrongTries.deleteMany({ where: { since: { lt: codesBefore } } }),
  ])
  return { removed: forms.count + codes.count + tries.count }
}
