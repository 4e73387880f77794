import { dayOf, formatDay } from '../../core/calendar-day.ts'
import { type Instant, instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import { localSigner } from '../../formats/pki/issue/signer.ts'
import { subFile } from '../../formats/pki/profile/sandbox.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { inTransaction } from '../store/transaction.ts'
import { generateRsaKey, type KeyMaker } from './generate-key.ts'
import { authorityKeys } from './key-plan.ts'
import { keepKeys, type NewKey, readKeptKeys, unsealKey } from './key-rows.ts'
import { certifySub } from './make-keys.ts'
import { openPkcs11Signer } from './pkcs11-signer.ts'
import { pkiNames } from './pki-names.ts'
import { devicePlaceOf, keptSubs, subNumberOf, subTakesOverAfter } from './subs.ts'

export type AddedSub = { number: number; certificate: Certificate; issuesFrom: Instant }

/**
 * Makes a new Sub CA beside those that are there, certified by the root, whose key is unsealed for this alone. It is
 * published and trusted as soon as a process looks at the keys again (within an hour), and issues a day later; the
 * older ones go on answering for what they issued until their own end. Where a device keeps the keys, the new one must
 * be in it under the label of the first with the number behind it.
 *
 * @throws MandateError `start.sub-waiting` while the last new one does not issue yet; `start.*`
 * @see docs/operations.md, A new Sub CA
 */
export async function addSubAuthority(
  runtime: Pick<Runtime, 'settings' | 'store' | 'clock' | 'random' | 'sealer'>,
  { makeKey = generateRsaKey }: { makeKey?: KeyMaker } = {},
): Promise<AddedSub> {
  const { settings, store, clock, random } = runtime
  const now = clock.now()
  const known = await readKeptKeys(store)
  const newest = keptSubs(known).at(-1)
  const root = known.find(({ role, retired }) => role === 'ROOT' && !retired)
  if (newest === undefined || root === undefined) throw new MandateError('start.key-missing', { name: 'root' })
  if (subNumberOf(newest) > 1 && newest.createdAt + subTakesOverAfter > now) {
    const date = formatDay(dayOf(newest.createdAt))
    throw new MandateError('start.sub-waiting', { number: subNumberOf(newest), date })
  }
  const number = subNumberOf(newest) + 1
  const place = devicePlaceOf(settings, number)
  const key = place === undefined ? await makeKey(authorityKeys.sub.bits) : await openPkcs11Signer(place)
  const issuer = { certificate: root.certificate, signer: localSigner(unsealKey(runtime, root)) }
  const names = pkiNames(settings, number)
  const certificate = await certifySub(key.publicKeySpki, issuer, { names, random, now })
  const made: NewKey = {
    role: 'SUB',
    name: subFile(number),
    certificate,
    privateKey: 'privateKey' in key ? key.privateKey : 'elsewhere',
  }
  const kept = await inTransaction(store, (tx) => keepKeys(tx, runtime, { known, keys: [made], now }))
  if (!kept) throw new MandateError('common.changed-meanwhile')
  return { number, certificate, issuesFrom: instant(now + subTakesOverAfter) }
}
