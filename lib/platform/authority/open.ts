import { day } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import { sameName } from '../../formats/pki/certificate/name.ts'
import { localSigner, type Signer } from '../../formats/pki/issue/signer.ts'
import { writePem } from '../../formats/pki/pem.ts'
import { subFile } from '../../formats/pki/profile/sandbox.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Authority, KeyPair, SubAuthority } from './authority.ts'
import { generateRsaKey, type KeyMaker } from './generate-key.ts'
import { fitsPlan, ocspKeyName, type PlannedKey, plannedKeys } from './key-plan.ts'
import { type KeptKey, keepKeys, type NewKey, readKeptKeys, unsealKey } from './key-rows.ts'
import { type Issuer, makeAuthority, makePlannedKeys } from './make-keys.ts'
import { openPkcs11Signer } from './pkcs11-signer.ts'
import { pkiNames } from './pki-names.ts'
import { issuingSub, keptSubs, openSubSigner, subNumberOf } from './subs.ts'

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
  let signers = new Map<string, SigningKey>()
  let subs = await openSubs(runtime, keys, [])
  const issuers = subs.map(({ certificate }) => certificate)
  const root = onlyKey(keys, 'ROOT', 'root')

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
    const kept = keys.filter(
      ({ role, certificate, revokedAt }) =>
        role === 'TOKEN_SIGNING' && revokedAt === undefined && certificate.notAfter > now,
    )
    return kept.length > 0 ? kept : [onlyKey(keys, 'TOKEN_SIGNING', 'token-signing')]
  }
  /** A new key is published for a while before it signs, so that no service meets a token of a key it does not know. */
  const signsNow = (kept: readonly KeptKey[]): KeptKey => {
    const since = runtime.clock.now() - tokenKeyAnnouncement
    return (kept.find(({ certificate }) => certificate.notBefore <= since) ?? kept.at(-1)) as KeptKey
  }
  const ocsp = (number: number): SigningKey => {
    const { id } = onlyKey(keys, 'OCSP', ocspKeyName(number))
    const known = signers.get(id)
    if (known !== undefined) return known
    const { certificate, privateKey } = pair('OCSP', ocspKeyName(number))
    const fresh = { certificate, signer: localSigner(privateKey) }
    signers.set(id, fresh)
    return fresh
  }
  const issuing = (): SubAuthority => subOf(subNumberOf(issuingSub(keys, runtime.clock.now())))
  const subOf = (number: number): SubAuthority => {
    const sub = subs.find((one) => one.number === number)
    if (sub === undefined) throw new MandateError('start.key-missing', { name: subFile(number) })
    return sub
  }
  ocsp(issuing().number)

  return {
    get profiles() {
      return { ...names.profiles, leaf: issuing().leafProfile }
    },
    root: { certificate: root.certificate, openSigner: async () => localSigner(unsealKey(runtime, root)) },
    get sub() {
      return issuing()
    },
    subs: () => subs,
    issuers,
    subOf,
    get chain() {
      return [issuing().certificate, root.certificate] as const
    },
    ownCertificates: () =>
      keys
        .filter(({ role }) => role !== 'ROOT' && role !== 'SUB')
        .map(({ certificate, revokedAt }) => ({ certificate, revokedAt })),
    ocsp: (number = issuing().number) => ocsp(number),
    tokenSigning: () => pairOf(signsNow(tokenSigningKeys())),
    tokenSigningCertificates: () => {
      const kept = tokenSigningKeys()
      const current = signsNow(kept)
      return [current, ...kept.filter((key) => key !== current)].map(({ certificate }) => certificate)
    },
    tls: () => {
      const { certificate, privateKey } = pair('TLS', 'tls')
      const issuer = subs.find((sub) => sameName(sub.certificate.subject, certificate.issuer)) ?? issuing()
      return {
        key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        cert: [certificate, issuer.certificate].map(({ der }) => writePem('CERTIFICATE', der)).join(''),
      }
    },
    relyingPartyKey: (id) => pair('RELYING_PARTY', id),
    renew: async () => {
      const before = new Set(keys.map(({ id }) => id))
      const read = await keysUpToDate(runtime, makeKey)
      subs = await openSubs(runtime, read, subs)
      issuers.push(...subs.slice(issuers.length).map(({ certificate }) => certificate))
      keys = read
      pairs = new Map([...pairs].filter(([id]) => keys.some((key) => key.id === id)))
      signers = new Map([...signers].filter(([id]) => keys.some((key) => key.id === id)))
      return keys.filter(({ id, retired }) => !retired && !before.has(id)).map(({ name }) => name)
    },
  }
}

type SigningKey = { certificate: Certificate; signer: Signer }

/** Opens the Sub CAs that `known` does not have yet; each stays the same object. */
async function openSubs(
  runtime: AuthorityRuntime,
  keys: readonly KeptKey[],
  known: readonly SubAuthority[],
): Promise<SubAuthority[]> {
  return await Promise.all(
    keptSubs(keys).map(async (key) => {
      const number = subNumberOf(key)
      const there = known.find((sub) => sub.number === number)
      if (there !== undefined) return there
      const { profiles } = pkiNames(runtime.settings, number)
      const signer = await openSubSigner(runtime, key)
      return { number, certificate: key.certificate, signer, leafProfile: profiles.leaf }
    }),
  )
}

/** How long a new token signing key is published before it is used. */
export const tokenKeyAnnouncement = 7 * day

const attempts = 5
const subWarnedBefore = 3 * 365 * day

/** Reads the keys, makes those that are missing or no longer fit, and reads again where another process was first. */
async function keysUpToDate(runtime: AuthorityRuntime, makeKey: KeyMaker): Promise<KeptKey[]> {
  for (let attempt = 1; ; attempt++) {
    const known = await readKeptKeys(runtime.store)
    const fresh = await missingKeys(runtime, known, makeKey)
    if (fresh.length === 0) {
      warnOfEnd(runtime, known)
      return known
    }
    const now = runtime.clock.now()
    const kept = await inTransaction(runtime.store, (tx) => keepKeys(tx, runtime, { known, keys: fresh, now }))
    if (kept) runtime.log.info('made keys', { names: fresh.map(({ name }) => name).join(' ') })
    if (attempt === attempts) throw new MandateError('common.unavailable')
  }
}

/** No credential may outlive its issuer, so a new Sub CA is due two years before the end of the old one. */
function warnOfEnd({ clock, log }: AuthorityRuntime, keys: readonly KeptKey[]): void {
  const newest = keptSubs(keys).at(-1)
  if (newest === undefined || newest.certificate.notAfter - clock.now() > subWarnedBefore) return
  log.warn('the Sub CA ends within three years: make a new one with "npm run authority -- add-sub"', {
    until: new Date(newest.certificate.notAfter).toISOString().slice(0, 10),
  })
}

async function missingKeys(runtime: AuthorityRuntime, known: readonly KeptKey[], makeKey: KeyMaker): Promise<NewKey[]> {
  const { settings, random, clock } = runtime
  const now = clock.now()
  if (known.length === 0) {
    const bench = { names: pkiNames(settings), makeKey, random, now }
    const place = settings.authorityPkcs11
    return await makeAuthority(
      plannedKeys(settings),
      place ? { ...bench, subSigner: await openPkcs11Signer(place) } : bench,
    )
  }
  const subs = keptSubs(known).filter(({ certificate }) => certificate.notAfter > now)
  const current = issuingSub(known, now)
  const issuerOf = ({ sub }: PlannedKey) => subs.find((one) => subNumberOf(one) === sub) ?? current
  const missing = plannedKeys(settings, subs.map(subNumberOf)).filter((plan) => !isThere(plan))
  const made = await Promise.all(
    [...new Set(missing.map(issuerOf))].map(async (sub) => {
      const names = pkiNames(settings, subNumberOf(sub))
      const issuer: Issuer = { certificate: sub.certificate, signer: await openSubSigner(runtime, sub) }
      const plans = missing.filter((plan) => issuerOf(plan) === sub)
      return await makePlannedKeys(plans, issuer, { names, makeKey, random, now })
    }),
  )
  return made.flat()

  function isThere(plan: PlannedKey): boolean {
    const { certificate: issuer } = issuerOf(plan)
    return known.some(
      ({ role, name, retired, certificate }) =>
        role === plan.role && name === plan.name && !retired && fitsPlan(certificate, plan, now, issuer),
    )
  }
}

function onlyKey(keys: readonly KeptKey[], role: KeptKey['role'], name: string): KeptKey {
  const key = keys.find((candidate) => candidate.role === role && candidate.name === name && !candidate.retired)
  if (key === undefined) throw new MandateError('start.key-missing', { name })
  return key
}
