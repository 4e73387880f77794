import type { Abn } from '../../../core/abn.ts'
import { formatMoment } from '../../../core/calendar-day.ts'
import { day, hour, type Instant, instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { limits } from '../../../policy/limits.ts'

/**
 * Refuses programs that make credentials in a loop: at most so many of one person for one business within an hour, and
 * of one business within a day.
 *
 * @param now the business's clock, by which credentials are dated
 * @throws MandateError `credential.too-many`, with the moment from which on it works again
 */
export async function requirePace(
  tx: Transaction,
  { abn, personId, now }: { abn: Abn; personId: string; now: Instant },
): Promise<void> {
  await requireUnder(tx, {
    who: 'You',
    where: { abn, createdById: personId },
    most: limits.credentialsAnHour,
    span: { text: 'an hour', ms: hour },
    now,
  })
  await requireBusinessPace(tx, { abn, now })
}

/** The part of it that does not ask who makes them. @throws MandateError `credential.too-many` */
export async function requireBusinessPace(tx: Transaction, { abn, now }: { abn: Abn; now: Instant }): Promise<void> {
  await requireUnder(tx, {
    who: 'This business',
    where: { abn, isTest: false },
    most: limits.credentialsADay,
    span: { text: 'a day', ms: day },
    now,
  })
}

/** The same for test credentials of the sandbox. @throws MandateError `credential.too-many` */
export async function requireTestPace(tx: Transaction, { abn, now }: { abn: Abn; now: Instant }): Promise<void> {
  const span = { text: 'an hour', ms: hour }
  await requireUnder(tx, {
    who: 'This business',
    where: { abn, isTest: true },
    most: limits.testCredentialsAnHour,
    span,
    now,
  })
}

type Pace = {
  who: string
  where: { abn: Abn; createdById?: string; isTest?: boolean }
  most: number
  span: { text: string; ms: number }
  now: Instant
}

async function requireUnder(tx: Transaction, { who, where, most, span, now }: Pace): Promise<void> {
  const within = { ...where, createdAt: { gt: new Date(now - span.ms), lte: new Date(now) } }
  const count = await tx.credential.count({ where: within })
  if (count < most) return
  const [first] = await tx.credential.findMany({
    where: within,
    orderBy: { createdAt: 'desc' },
    skip: most - 1,
    take: 1,
    select: { createdAt: true },
  })
  const until = instant((first?.createdAt.getTime() ?? now) + span.ms)
  throw new MandateError('credential.too-many', { who, count, span: span.text, until: formatMoment(until) })
}
