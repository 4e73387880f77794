import { equalBytes } from '../../core/bytes.ts'
import { day } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import { localSigner, type Signer } from '../../formats/pki/issue/signer.ts'
import { writePem } from '../../formats/pki/pem.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Authority, KeyPair } from './authority.ts'
import { generateRsaKey, type KeyMaker } from './generate-key.ts'
import { fitsPlan, type PlannedKey, plannedKeys } from './key-plan.ts'
import { type KeptKey, keepKeys, type NewKey, readKeptKeys, unsealKey, unsealKeyOrPlace } from './key-rows.ts'
import { type Issuer, makeAuthority, makePlannedKeys } from './make-keys.ts'
import { openPkcs11Signer } from './pkcs11-signer.ts'
import { pkiNames } from './pki-names.ts'

type AuthorityRuntime = Pick<Runtime, 'settings' | 'store' | 'clock' | 'random' | 'sealer' | 'log'>

/** `makeKey`: where fresh keys come from; tests give keys that were made before. */
export type AuthorityOptions = { makeKey?: KeyMaker }

const opened = new WeakMap<object, Promise<Authority>>()

/**
 * The certification authority of this installation, with every key of the house: made at the first start (a few
 * seconds, mostly the 4096-bit key of the Root CA), read from the database after that, once for each Runtime. Two
 * processes that start at the same time on one database end up with the same keys.
 *
 * @throws MandateError `start.master-key-wrong`, `start.key-missing`
 */
export function openAuthority(runtime: AuthorityRuntime, options: AuthorityOptions = {}): Promise<Authority> {
  const known = opened.get(runtime)
  if (known !== undefined) return known
  const opening = open(runtime, options)
  opened.set(runtime, opening)
  opening.catch(() => opened.delete(runtime))
  return opening
}

async function open(runtime: AuthorityRuntime, { makeKey = generateRsaKey }: AuthorityOptions): Promise<Authority> {
  const names = pkiNames(runtime.settings)
  let keys = await keysUpToDate(runtime, makeKey)
  let pairs = new Map<string, KeyPair>()
  const root = onlyKey(keys, 'ROOT', 'root')
  const sub = onlyKey(keys, 'SUB', 'sub')
  const subSigner = await subSignerOf(runtime, sub)

  const pairOf = (key: KeptKey): KeyPair => {
    const known = pairs.get(key.id)
    if (known !== undefined) return known
    const fresh = { certificate: key.certificate, privateKey: unsealKey(runtime, key) }
    pairs.set(key.id, fresh)
    return fresh
  }
  const pair = (role: KeptKey['role'], name: string) => pairOf(onlyKey(keys, role, name))
  /** Those whose tokens count, newest first. */
  const tokenSigningKeys = () => {
    const now = runtime.clock.now()
    const kept = keys.filter(({ role, certificate }) => role === 'TOKEN_SIGNING' && certificate.notAfter > now)
    return kept.length > 0 ? kept : [onlyKey(keys, 'TOKEN_SIGNING', 'token-signing')]
  }
  /** A new key is published for a while before it signs, so that no service meets a token of a key it does not know. */
  const signsNow = (kept: readonly KeptKey[]): KeptKey => {
    const since = runtime.clock.now() - tokenKeyAnnouncement
    return (kept.find(({ certificate }) => certificate.notBefore <= since) ?? kept.at(-1)) as KeptKey
  }
  const signing = ({ certificate, privateKey }: KeyPair): { certificate: Certificate; signer: Signer } => ({
    certificate,
    signer: localSigner(privateKey),
  })
  let ocsp = signing(pair('OCSP', 'ocsp'))

  return {
    profiles: names.profiles,
    root: { certificate: root.certificate, openSigner: async () => localSigner(unsealKey(runtime, root)) },
    sub: { certificate: sub.certificate, signer: subSigner },
    chain: [sub.certificate, root.certificate],
    ownCertificates: () =>
      keys.filter(({ role }) => role !== 'ROOT' && role !== 'SUB').map(({ certificate }) => certificate),
    ocsp: () => ocsp,
    tokenSigning: () => pairOf(signsNow(tokenSigningKeys())),
    tokenSigningCertificates: () => {
      const kept = tokenSigningKeys()
      const current = signsNow(kept)
      return [current, ...kept.filter((key) => key !== current)].map(({ certificate }) => certificate)
    },
    tls: () => {
      const { certificate, privateKey } = pair('TLS', 'tls')
      return {
        key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        cert: [certificate, sub.certificate].map(({ der }) => writePem('CERTIFICATE', der)).join(''),
      }
    },
    relyingPartyKey: (id) => pair('RELYING_PARTY', id),
    renew: async () => {
      const before = new Set(keys.map(({ id }) => id))
      keys = await keysUpToDate(runtime, makeKey)
      pairs = new Map([...pairs].filter(([id]) => keys.some((key) => key.id === id)))
      ocsp = signing(pair('OCSP', 'ocsp'))
      return keys.filter(({ id, retired }) => !retired && !before.has(id)).map(({ name }) => name)
    },
  }
}

/** How long a new token signing key is published before it is used. */
export const tokenKeyAnnouncement = 7 * day

const attempts = 5

/** Reads the keys, makes those that are missing or no longer fit, and reads again where another process was first. */
async function keysUpToDate(runtime: AuthorityRuntime, makeKey: KeyMaker): Promise<KeptKey[]> {
  for (let attempt = 1; ; attempt++) {
    const known = await readKeptKeys(runtime.store)
    const fresh = await missingKeys(runtime, known, makeKey)
    if (fresh.length === 0) return known
    const now = runtime.clock.now()
    const kept = await inTransaction(runtime.store, (tx) => keepKeys(tx, runtime, { known, keys: fresh, now }))
    if (kept) runtime.log.info('made keys', { names: fresh.map(({ name }) => name).join(' ') })
    if (attempt === attempts) throw new MandateError('common.unavailable')
  }
}

async function missingKeys(runtime: AuthorityRuntime, known: readonly KeptKey[], makeKey: KeyMaker): Promise<NewKey[]> {
  const { settings, random, clock } = runtime
  const now = clock.now()
  const plans = plannedKeys(settings)
  const bench = { names: pkiNames(settings), makeKey, random, now }
  if (known.length === 0) {
    const place = settings.authorityPkcs11
    return await makeAuthority(plans, place ? { ...bench, subSigner: await openPkcs11Signer(place) } : bench)
  }
  const sub = onlyKey(known, 'SUB', 'sub')
  const missing = plans.filter((plan) => !isThere(plan))
  if (missing.length === 0) return []
  const issuer: Issuer = { certificate: sub.certificate, signer: await subSignerOf(runtime, sub) }
  return await makePlannedKeys(missing, issuer, bench)

  function isThere(plan: PlannedKey): boolean {
    return known.some(
      ({ role, name, retired, certificate }) =>
        role === plan.role && name === plan.name && !retired && fitsPlan(certificate, plan, now, sub.certificate),
    )
  }
}

/** The hand of the Sub CA: its key sealed in the database, or in the device that the settings name. */
async function subSignerOf(runtime: AuthorityRuntime, sub: KeptKey): Promise<Signer> {
  const place = runtime.settings.authorityPkcs11
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

function onlyKey(keys: readonly KeptKey[], role: KeptKey['role'], name: string): KeptKey {
  const key = keys.find((candidate) => candidate.role === role && candidate.name === name && !candidate.retired)
  if (key === undefined) throw new MandateError('start.key-missing', { name })
  return key
}
