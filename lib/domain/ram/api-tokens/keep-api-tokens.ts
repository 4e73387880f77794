import { day } from '../../../core/clock.ts'
import { queueMail } from '../../../platform/mail/queue-mail.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { limits } from '../../../policy/limits.ts'
import { apiTokenExpiringMail } from '../mails/api-token-mails.ts'

/** As long as forms: a key that comes later is a new one. */
const keyDays = 30
const atOnce = 100

/** Warns the makers of tokens that end soon, once each, and forgets idempotency keys that nobody will send again. */
export async function keepApiTokens(runtime: Runtime): Promise<{ warned: number; forgotten: number }> {
  const { store, clock, settings, signals } = runtime
  const now = clock.now()
  const due = await store.apiToken.findMany({
    where: {
      revokedAt: null,
      expiryReminded: false,
      expiresAt: { gt: new Date(now), lte: new Date(now + limits.apiTokenReminderDays * day) },
      authorisation: { status: 'ACTIVE' },
    },
    include: { business: true, authorisation: true },
    orderBy: { expiresAt: 'asc' },
    take: atOnce,
  })
  for (const token of due) {
    await inTransaction(store, async (tx) => {
      const { abn, business, authorisation } = token
      await queueMail(tx, { ...apiTokenExpiringMail(settings, business, token, authorisation.email), abn, at: now })
      await tx.apiToken.update({ where: { id: token.id }, data: { expiryReminded: true } })
    })
  }
  if (due.length > 0) signals.emit('mail-queued', {})
  const { count } = await store.apiCall.deleteMany({ where: { createdAt: { lt: new Date(now - keyDays * day) } } })
  return { warned: due.length, forgotten: count }
}
