import { hash } from 'node:crypto'
import { toHex } from '../../../core/bytes.ts'
import { day, hour, type Instant, instant, second } from '../../../core/clock.ts'
import { sameName } from '../../../formats/pki/certificate/name.ts'
import { buildCrl } from '../../../formats/pki/crl/build.ts'
import { type EncodedCrlEntry, encodeCrlEntry, type RevokedCertificate } from '../../../formats/pki/crl/entry.ts'
import { subFile } from '../../../formats/pki/profile/sandbox.ts'
import type { Authority, SubAuthority } from '../../../platform/authority/authority.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { countRevokedSerials, nextListNumber, type RevokedSerial, readRevokedSerials } from './revoked-serials.ts'

/** A signed list, ready to be sent. `etag` without quotes. */
export type SignedList = { der: Uint8Array; etag: string; number: bigint; thisUpdate: Instant; nextUpdate: Instant }

/** The lists of revoked certificates of this installation. */
export type RevocationLists = {
  /** Complete list of a Sub CA: every revoked credential that it issued, and stolen keys of the house. */
  sub(number?: number): Promise<SignedList>
  /** What was revoked since a complete list of about a day ago. */
  subDelta(number?: number): Promise<SignedList>
  /** Complete list of the Root CA: always empty, as no Sub CA is revoked before its end. */
  root(): Promise<SignedList>
  close(): void
}

const validFor = 2 * day
const remadeAfter = 12 * hour
const baseKeptFor = day
const rootValidFor = 30 * day
const rootRemadeAfter = 7 * day
/** How often another process may have revoked something without our having looked. */
const lookAfter = second

type Line = { entry: EncodedCrlEntry; notAfter: Instant }

/** Opens the lists of all authorities that there are, and of those that come. */
export function openRevocationLists(
  runtime: Pick<Runtime, 'store' | 'clock' | 'signals'>,
  authority: Authority,
): RevocationLists {
  const opened = new Map<number, SubLists>()
  let signedRoot: SignedList | undefined
  const listsOf = (number = 1): SubLists => {
    const known = opened.get(number)
    if (known !== undefined) return known
    const lists = openSubLists(runtime, authority.subOf(number), () => stolenKeys(authority, number))
    opened.set(number, lists)
    return lists
  }
  for (const { number } of authority.subs()) listsOf(number)

  return {
    sub: (number) => listsOf(number).complete(),
    subDelta: (number) => listsOf(number).delta(),
    root: async () => {
      const now = runtime.clock.now()
      if (signedRoot === undefined || !isYoung(signedRoot, rootRemadeAfter, now)) {
        const number = await nextListNumber(runtime.store, 'root')
        const times = { thisUpdate: now, nextUpdate: instant(now + rootValidFor) }
        const issuer = { certificate: authority.root.certificate, signer: await authority.root.openSigner() }
        signedRoot = listOf(await buildCrl({ issuer, number, entries: [], ...times }), number, times)
      }
      return signedRoot
    },
    close: () => {
      for (const lists of opened.values()) lists.close()
    },
  }
}

type SubLists = { complete(): Promise<SignedList>; delta(): Promise<SignedList>; close(): void }

/**
 * Keeps the lines of the list encoded in memory: a revocation adds one line, and the next request signs the list anew.
 * Without a change a list is signed twice a day.
 */
function openSubLists(
  runtime: Pick<Runtime, 'store' | 'clock' | 'signals'>,
  { number: sub, certificate, signer, leafProfile }: SubAuthority,
  ownRevoked: () => (RevokedCertificate & { notAfter: Instant })[],
): SubLists {
  const { store, clock, signals } = runtime
  const lines = new Map<string, Line>()
  const ownLines = new Map<string, EncodedCrlEntry>()
  let base: { number: bigint; at: Instant; known: Set<string> } | undefined
  let loadedAt: Instant | undefined
  let lookedAt: Instant | undefined
  let dirty = new Set<string>()
  let signed: { complete: SignedList; delta: SignedList } | undefined
  let signing: Promise<{ complete: SignedList; delta: SignedList }> | undefined

  const stops = [
    signals.on('credential-changed', ({ credentialId }) => {
      dirty.add(credentialId)
    }),
    signals.on('world-changed', () => {
      loadedAt = undefined
    }),
  ]

  const add = (revoked: readonly RevokedSerial[]): boolean => {
    const fresh = revoked.filter(({ serialHex }) => !lines.has(serialHex))
    for (const line of fresh) lines.set(line.serialHex, { entry: encodeCrlEntry(line), notAfter: line.notAfter })
    return fresh.length > 0
  }

  /** Brings the lines up to the database. @returns true when there is a new one */
  const refresh = async (now: Instant): Promise<boolean> => {
    if (loadedAt === undefined || now - loadedAt >= day || now < loadedAt) {
      dirty = new Set()
      const all = await readRevokedSerials(store, { sub, now })
      lines.clear()
      ownLines.clear()
      loadedAt = now
      lookedAt = now
      add(all)
      return true
    }
    let changed = false
    if (dirty.size > 0) {
      const ids = [...dirty]
      dirty = new Set()
      changed = add(await readRevokedSerials(store, { sub, now }, { ids }))
    }
    if (lookedAt === undefined || Math.abs(now - lookedAt) >= lookAfter) {
      lookedAt = now
      const expected = [...lines.values()].filter(({ notAfter }) => notAfter >= now).length
      if ((await countRevokedSerials(store, { sub, now })) !== expected)
        changed = add(await readRevokedSerials(store, { sub, now })) || changed
    }
    return changed
  }

  const sign = async (): Promise<{ complete: SignedList; delta: SignedList }> => {
    const now = clock.now()
    const changed = await refresh(now)
    const own = ownRevoked().filter(({ serialHex, notAfter }) => notAfter >= now && !ownLines.has(serialHex))
    for (const line of own) ownLines.set(line.serialHex, encodeCrlEntry(line))
    if (!changed && own.length === 0 && signed !== undefined && isYoung(signed.complete, remadeAfter, now))
      return signed
    const number = await nextListNumber(store, subFile(sub))
    const times = { thisUpdate: now, nextUpdate: instant(now + validFor) }
    const common = { issuer: { certificate, signer }, number, ...times }
    const deltaAddress = leafProfile.settings.crlAddress?.replace(/\.crl$/, '-delta.crl')
    const complete = await buildCrl({
      ...common,
      entries: [...ownLines.values(), ...[...lines.values()].map(({ entry }) => entry)],
      ...(deltaAddress ? { deltaAddress } : {}),
    })
    if (base === undefined || Math.abs(now - base.at) >= baseKeptFor) {
      base = { number, at: now, known: new Set([...lines.keys(), ...ownLines.keys()]) }
    }
    const { known } = base
    const entries = [...ownLines, ...[...lines].map(([serial, { entry }]) => [serial, entry] as const)]
    const since = entries.filter(([serial]) => !known.has(serial)).map(([, entry]) => entry)
    const delta = await buildCrl({ ...common, entries: since, base: base.number })
    signed = { complete: listOf(complete, number, times), delta: listOf(delta, number, times) }
    return signed
  }

  /** One signature at a time; who asks meanwhile gets the one that begins after their question. */
  const current = async (): Promise<{ complete: SignedList; delta: SignedList }> => {
    const now = clock.now()
    const looked = lookedAt !== undefined && Math.abs(now - lookedAt) < lookAfter
    if (signed !== undefined && dirty.size === 0 && looked && isYoung(signed.complete, remadeAfter, now)) return signed
    while (signing !== undefined) await signing.catch(() => {})
    signing = sign().finally(() => {
      signing = undefined
    })
    return await signing
  }

  return {
    complete: async () => (await current()).complete,
    delta: async () => (await current()).delta,
    close() {
      for (const stop of stops) stop()
    },
  }
}

/** Certificates of the house under one Sub CA whose private key counts as stolen. */
function stolenKeys(authority: Authority, sub: number): (RevokedCertificate & { notAfter: Instant })[] {
  const { subject } = authority.subOf(sub).certificate
  return authority
    .ownCertificates()
    .flatMap(({ certificate: { serial, issuer, notAfter }, revokedAt }) =>
      revokedAt !== undefined && sameName(issuer, subject)
        ? [{ serialHex: serial.hex, revokedAt, reason: 'keyCompromise', notAfter }]
        : [],
    )
}

function isYoung(list: SignedList | undefined, age: number, now: Instant): boolean {
  return list !== undefined && now >= list.thisUpdate && now - list.thisUpdate < age
}

function listOf(der: Uint8Array, number: bigint, times: Pick<SignedList, 'thisUpdate' | 'nextUpdate'>): SignedList {
  return { der, number, ...times, etag: toHex(hash('sha256', der, 'buffer').subarray(0, 16)) }
}
