import type { Abn } from '../../../core/abn.ts'
import { type Instant, instant, second } from '../../../core/clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { describeEntry } from '../../ram/history/describe-entry.ts'

/** What a change of the made-up world caused. */
export type Happened = {
  /** Mails that were put into the outbox, in their order. */
  mails: { id: string; kind: string; subject: string; recipient: string }[]
  /** Entries of the business's history. */
  events: { at: string; act: string; label: string; subject: string }[]
  /** Machine credentials that came to the end of their two years. */
  expired: { id: string; name: string }[]
  /** All of it in a few words: `2 mails, 1 credential ended`. */
  summary: string
}

/** So many mails and entries are told. */
const most = 500

/**
 * Begins to watch a business.
 *
 * @param from its moment now
 * @returns what has happened since; its argument is the business's moment by then
 */
export async function watchBusiness(
  { store, clock }: Runtime,
  abn: Abn,
  from: Instant,
): Promise<(until: Instant) => Promise<Happened>> {
  const since = new Date(clock.now())
  const mailsOf = () =>
    store.mail.findMany({
      where: { abn, createdAt: { gte: since } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: most,
      select: { id: true, kind: true, subject: true, recipient: true },
    })
  const before = new Set((await mailsOf()).map(({ id }) => id))
  const last = await store.historyEntry.findFirst({
    where: { abn },
    orderBy: { position: 'desc' },
    select: { position: true },
  })
  return async (until) => {
    const [mails, entries, expired] = await Promise.all([
      mailsOf(),
      store.historyEntry.findMany({
        where: { abn, position: { gt: last?.position ?? 0 } },
        orderBy: { position: 'asc' },
        take: most,
        select: { at: true, act: true, subjectName: true, details: true },
      }),
      store.credential.findMany({
        where: {
          abn,
          status: { in: ['ACTIVE', 'SUSPENDED'] },
          notAfter: { gt: new Date(from - second), lte: new Date(until - second) },
        },
        orderBy: { notAfter: 'asc' },
        take: most,
        select: { id: true, name: true },
      }),
    ])
    const happened = {
      mails: mails.filter(({ id }) => !before.has(id)),
      events: entries.map(({ at, act, subjectName, details }) => ({
        at: new Date(instant(at)).toISOString(),
        act,
        label: describeEntry({ act, details }).actLabel,
        subject: subjectName,
      })),
      expired,
    }
    return { ...happened, summary: summaryOf(happened) }
  }
}

/** Acts by what they are counted as, in the order of the sentence. */
const counted: readonly { one: string; more: string; acts: readonly string[] }[] = [
  { one: 'credential ended', more: 'credentials ended', acts: ['credential-lapsed', 'credential-replaced'] },
  { one: 'credential unassigned', more: 'credentials unassigned', acts: ['credential-suspended'] },
  { one: 'authorisation started', more: 'authorisations started', acts: ['authorisation-started'] },
  {
    one: 'authorisation ended',
    more: 'authorisations ended',
    acts: ['authorisation-expired', 'authorisation-ended-by-register'],
  },
  { one: 'request lapsed', more: 'requests lapsed', acts: ['code-lapsed'] },
  { one: 'notification ended', more: 'notifications ended', acts: ['notification-ended'] },
]

function summaryOf({ mails, events, expired }: Omit<Happened, 'summary'>): string {
  const say = (count: number, one: string, more: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : more}`]
  const parts = [
    ...say(mails.length, 'mail', 'mails'),
    ...counted.flatMap(({ one, more, acts }) => say(events.filter(({ act }) => acts.includes(act)).length, one, more)),
    ...say(expired.length, 'credential expired', 'credentials expired'),
  ]
  return parts.length === 0 ? 'Nothing fell due' : parts.join(', ')
}
