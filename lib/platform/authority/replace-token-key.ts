import { dayOf, formatDay } from '../../core/calendar-day.ts'
import { type Instant, instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { inTransaction } from '../store/transaction.ts'
import { generateRsaKey, type KeyMaker } from './generate-key.ts'
import { plannedKeys } from './key-plan.ts'
import { keepKeys, readKeptKeys } from './key-rows.ts'
import { makePlannedKeys } from './make-keys.ts'
import { tokenKeyAnnouncement } from './open.ts'
import { pkiNames } from './pki-names.ts'
import { issuingSub, openSubSigner, subNumberOf } from './subs.ts'

export type ReplacedTokenKey = { certificate: Certificate; signsFrom: Instant; revoked: readonly Certificate[] }

/**
 * Makes a new token signing key before its time. It is published at once and signs a week later, so that no service
 * meets a token of a key that it does not know. Where the present key is `stolen`, that week would be a thief's: every
 * earlier key is revoked, its tokens count no more, and the new one signs as soon as it is there.
 *
 * @throws MandateError `start.token-key-waiting` where the last new one does not sign yet and nothing is stolen; `start.*`
 * @see docs/operations.md, A new token signing key
 */
export async function replaceTokenKey(
  runtime: Pick<Runtime, 'settings' | 'store' | 'clock' | 'random' | 'sealer' | 'signals'>,
  { stolen, makeKey = generateRsaKey }: { stolen: boolean; makeKey?: KeyMaker },
): Promise<ReplacedTokenKey> {
  const { settings, store, clock, random } = runtime
  const now = clock.now()
  const known = await readKeptKeys(store)
  const trusted = known.filter(
    ({ role, certificate, revokedAt }) =>
      role === 'TOKEN_SIGNING' && revokedAt === undefined && certificate.notAfter > now,
  )
  const plan = plannedKeys(settings).find(({ role }) => role === 'TOKEN_SIGNING')
  const [newest] = trusted
  if (newest === undefined || plan === undefined) throw new MandateError('start.key-missing', { name: 'token-signing' })
  const waitsUntil = instant(newest.createdAt + tokenKeyAnnouncement)
  if (!stolen && trusted.length > 1 && waitsUntil > now) {
    const dateOf = (moment: Instant) => formatDay(dayOf(moment))
    throw new MandateError('start.token-key-waiting', { date: dateOf(newest.createdAt), from: dateOf(waitsUntil) })
  }
  const sub = issuingSub(known, now)
  const issuer = { certificate: sub.certificate, signer: await openSubSigner(runtime, sub) }
  const names = pkiNames(settings, subNumberOf(sub))
  const keys = await makePlannedKeys([plan], issuer, { names, makeKey, random, now })
  const kept = await inTransaction(store, async (tx) => {
    if (!(await keepKeys(tx, runtime, { known, keys, now }))) return false
    if (stolen) {
      const ids = trusted.map(({ id }) => id)
      await tx.authorityKey.updateMany({ where: { id: { in: ids } }, data: { revokedAt: new Date(now) } })
    }
    return true
  })
  const [made] = keys
  if (!kept || made === undefined) throw new MandateError('common.changed-meanwhile')
  runtime.signals.emit('keys-changed', {})
  return {
    certificate: made.certificate,
    signsFrom: stolen ? now : instant(now + tokenKeyAnnouncement),
    revoked: stolen ? trusted.map(({ certificate }) => certificate) : [],
  }
}
