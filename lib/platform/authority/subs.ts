import { equalBytes } from '../../core/bytes.ts'
import { day, type Instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { localSigner, type Signer } from '../../formats/pki/issue/signer.ts'
import { subFile } from '../../formats/pki/profile/sandbox.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Settings } from '../settings/settings.ts'
import { type KeptKey, unsealKeyOrPlace } from './key-rows.ts'
import { openPkcs11Signer } from './pkcs11-signer.ts'

/** A new Sub CA is published and trusted at once and issues after this, when every process has heard of it. */
export const subTakesOverAfter = day

/** The number of a Sub CA from the name of its key: `sub` is 1, `sub-2` is 2. */
export function subNumberOf({ name }: Pick<KeptKey, 'name'>): number {
  return name === 'sub' ? 1 : Number(name.slice('sub-'.length))
}

/** The Sub CAs that are there, the first one first. */
export function keptSubs(keys: readonly KeptKey[]): KeptKey[] {
  return keys.filter(({ role }) => role === 'SUB').sort((a, b) => subNumberOf(a) - subNumberOf(b))
}

/** The Sub CA that issues now: the newest that had its day. @throws MandateError `start.key-missing` */
export function issuingSub(keys: readonly KeptKey[], now: Instant): KeptKey {
  const subs = keptSubs(keys)
  const ready = subs.filter(({ createdAt }, at) => at === 0 || createdAt + subTakesOverAfter <= now)
  const newest = ready.at(-1)
  if (newest === undefined) throw new MandateError('start.key-missing', { name: 'sub' })
  return newest
}

/** Where a device keeps the key of a Sub CA: the object of the settings for the first, with its number for the others. */
export function devicePlaceOf({ authorityPkcs11 }: Settings, sub: number): Settings['authorityPkcs11'] {
  if (authorityPkcs11 === undefined || sub === 1) return authorityPkcs11
  return { ...authorityPkcs11, object: `${authorityPkcs11.object}${subFile(sub).slice('sub'.length)}` }
}

/**
 * The hand of a Sub CA: its key sealed in the database, or in the device that the settings name.
 *
 * @throws MandateError `start.sub-key-elsewhere`, `start.master-key-wrong`
 */
export async function openSubSigner(runtime: Pick<Runtime, 'settings' | 'sealer'>, sub: KeptKey): Promise<Signer> {
  const place = devicePlaceOf(runtime.settings, subNumberOf(sub))
  const key = unsealKeyOrPlace(runtime, sub)
  if ((key === 'elsewhere') !== (place !== undefined)) {
    const where = key === 'elsewhere' ? 'in a PKCS#11 device' : 'in the database'
    throw new MandateError('start.sub-key-elsewhere', { place: where })
  }
  if (key !== 'elsewhere') return localSigner(key)
  const signer = await openPkcs11Signer(place as NonNullable<typeof place>)
  if (!equalBytes(signer.publicKeySpki, sub.certificate.spki)) {
    throw new MandateError('start.sub-key-elsewhere', { place: 'under another label or in another device' })
  }
  return signer
}
