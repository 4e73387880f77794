import { hash } from 'node:crypto'
import { toHex } from '../../../core/bytes.ts'
import { day, hour, type Instant, instant, second } from '../../../core/clock.ts'
import { buildCrl } from '../../../formats/pki/crl/build.ts'
import { type EncodedCrlEntry, encodeCrlEntry } from '../../../formats/pki/crl/entry.ts'
import type { Authority } from '../../../platform/authority/authority.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { countRevokedSerials, nextListNumber, type RevokedSerial, readRevokedSerials } from './revoked-serials.ts'

/** A signed list, ready to be sent. `etag` without quotes. */
export type SignedList = { der: Uint8Array; etag: string; number: bigint; thisUpdate: Instant; nextUpdate: Instant }

/** The lists of revoked certificates of this installation. */
export type RevocationLists = {
  /** Complete list of the Sub CA: every revoked credential. */
  sub(): Promise<SignedList>
  /** What was revoked since a complete list of about a day ago. */
  subDelta(): Promise<SignedList>
  /** Complete list of the Root CA: always empty, as there is one Sub CA. */
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

/**
 * Keeps the lines of the list encoded in memory: a revocation adds one line, and the next request signs the list anew.
 * Without a change a list is signed twice a day.
 */
export function openRevocationLists(
  runtime: Pick<Runtime, 'store' | 'clock' | 'signals'>,
  authority: Authority,
): RevocationLists {
  const { store, clock, signals } = runtime
  const lines = new Map<string, Line>()
  let base: { number: bigint; at: Instant; known: Set<string> } | undefined
  let loadedAt: Instant | undefined
  let lookedAt: Instant | undefined
  let dirty = new Set<string>()
  let signed: { complete: SignedList; delta: SignedList } | undefined
  let signedRoot: SignedList | undefined
  let signing: Promise<{ complete: SignedList; delta: SignedList }> | undefined

  const stops = [
    signals.on('credential-changed', ({ credentialId }) => {
      dirty.add(credentialId)
    }),
    signals.on('world-changed', () => {
      loadedAt = undefined
    }),
  ]

  const isYoung = (list: SignedList | undefined, age: number, now: Instant) =>
    list !== undefined && now >= list.thisUpdate && now - list.thisUpdate < age

  const add = (revoked: readonly RevokedSerial[]): boolean => {
    const fresh = revoked.filter(({ serialHex }) => !lines.has(serialHex))
    for (const line of fresh) lines.set(line.serialHex, { entry: encodeCrlEntry(line), notAfter: line.notAfter })
    return fresh.length > 0
  }

  /** Brings the lines up to the database. @returns true when there is a new one */
  const refresh = async (now: Instant): Promise<boolean> => {
    if (loadedAt === undefined || now - loadedAt >= day || now < loadedAt) {
      dirty = new Set()
      const all = await readRevokedSerials(store, now)
      lines.clear()
      loadedAt = now
      lookedAt = now
      add(all)
      return true
    }
    let changed = false
    if (dirty.size > 0) {
      const ids = [...dirty]
      dirty = new Set()
      changed = add(await readRevokedSerials(store, now, { ids }))
    }
    if (lookedAt === undefined || Math.abs(now - lookedAt) >= lookAfter) {
      lookedAt = now
      const expected = [...lines.values()].filter(({ notAfter }) => notAfter >= now).length
      if ((await countRevokedSerials(store, now)) !== expected)
        changed = add(await readRevokedSerials(store, now)) || changed
    }
    return changed
  }

  const sign = async (): Promise<{ complete: SignedList; delta: SignedList }> => {
    const now = clock.now()
    const changed = await refresh(now)
    if (!changed && signed !== undefined && isYoung(signed.complete, remadeAfter, now)) return signed
    const number = await nextListNumber(store, 'sub')
    const times = { thisUpdate: now, nextUpdate: instant(now + validFor) }
    const common = { issuer: authority.sub, number, ...times }
    const deltaAddress = authority.profiles.leaf.settings.crlAddress?.replace(/sub\.crl$/, 'sub-delta.crl')
    const complete = await buildCrl({
      ...common,
      entries: [...lines.values()].map(({ entry }) => entry),
      ...(deltaAddress ? { deltaAddress } : {}),
    })
    if (base === undefined || Math.abs(now - base.at) >= baseKeptFor) {
      base = { number, at: now, known: new Set(lines.keys()) }
    }
    const { known } = base
    const since = [...lines].filter(([serial]) => !known.has(serial)).map(([, { entry }]) => entry)
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
    sub: async () => (await current()).complete,
    subDelta: async () => (await current()).delta,
    root: async () => {
      const now = clock.now()
      if (signedRoot === undefined || !isYoung(signedRoot, rootRemadeAfter, now)) {
        const number = await nextListNumber(store, 'root')
        const times = { thisUpdate: now, nextUpdate: instant(now + rootValidFor) }
        const issuer = { certificate: authority.root.certificate, signer: await authority.root.openSigner() }
        signedRoot = listOf(await buildCrl({ issuer, number, entries: [], ...times }), number, times)
      }
      return signedRoot
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}

function listOf(der: Uint8Array, number: bigint, times: Pick<SignedList, 'thisUpdate' | 'nextUpdate'>): SignedList {
  return { der, number, ...times, etag: toHex(hash('sha256', der, 'buffer').subarray(0, 16)) }
}
