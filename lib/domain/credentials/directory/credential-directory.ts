import type { Abn } from '../../../core/abn.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import { parseSerial } from '../../../formats/pki/certificate/serial.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import { type CredentialFacts, type CredentialState, stateAt } from '../rules/lifecycle.ts'
import { DirectoryCache } from './directory-cache.ts'

/** What the token service has to know of a credential, without its certificate. */
export type DirectoryEntry = {
  credentialId: string
  abn: Abn
  businessName: string
  /** What the business's clock is ahead of the real one, ms. */
  clockOffsetMs: number
  name: string
  serialHex: string
  serialDecimal: string
  /** Lower-case hexadecimal. */
  sha1Fingerprint: string
  sha256Fingerprint: string
  notBefore: Instant
  /** The last second in which it is valid. */
  notAfter: Instant
  isTest: boolean
  createdByName: string
  /** Who looks after it; null when nobody does, or for a test credential. */
  custodian: { authorisationId: string; personId: string | null; name: string } | null
  facts: CredentialFacts
}

/** A credential, where it stands now, and what "now" is for its business. */
export type DirectoryAnswer = { entry: DirectoryEntry; state: CredentialState; businessNow: Instant }

/** How a credential is looked for, lower-case hexadecimal. */
export type DirectoryKey = { sha256: string } | { sha1: string } | { serialHex: string }

/** Credentials by what their certificate shows, answered from memory. */
export type CredentialDirectory = {
  /** The answer at once where it is known; else a promise of it. `undefined`: not one of ours, or never issued. */
  find(key: DirectoryKey): DirectoryAnswer | undefined | Promise<DirectoryAnswer | undefined>
  /** Stops listening. */
  close(): void
}

export type DirectoryOptions = {
  /** Credentials kept in memory; the longest unused one goes first. */
  entries?: number
  /** Unknown keys remembered. */
  unknowns?: number
  /**
   * How old a remembered answer may be, ms. Signals say what changed in this process; where several processes share a
   * PostgreSQL, this bounds how long a change made by another one can go unnoticed.
   */
  maxAgeMs?: number
}

/**
 * Opens the directory. A change that this process made is seen at once, one of another process within a second.
 *
 * @example
 * const found = await directory.find({ sha256: certificate.fingerprints.sha256 })
 * if (!found?.state.works) ...
 */
export function createCredentialDirectory(
  runtime: Pick<Runtime, 'store' | 'clock' | 'signals' | 'settings'>,
  options: DirectoryOptions = {},
): CredentialDirectory {
  const { store, clock, signals, settings } = runtime
  const shared = settings.databaseUrl !== undefined
  const cache = new DirectoryCache({
    entries: options.entries ?? 20_000,
    unknowns: options.unknowns ?? 10_000,
    maxAgeMs: options.maxAgeMs ?? (shared ? 900 : Number.POSITIVE_INFINITY),
    now: () => clock.now(),
    load: async (key) => {
      const row = await store.credential.findUnique({ where: whereOf(key), select: selection })
      return row === null || row.sha256Fingerprint === null ? undefined : entryOf(row)
    },
  })
  const stops = [
    signals.on('credential-changed', ({ credentialId }) => cache.forgetCredential(credentialId)),
    signals.on('business-changed', ({ abn }) => cache.forgetBusiness(abn)),
    signals.on('world-changed', () => cache.forgetAll()),
  ]

  const answer = (entry: DirectoryEntry | undefined): DirectoryAnswer | undefined => {
    if (entry === undefined) return undefined
    const businessNow = instant(clock.now() + entry.clockOffsetMs)
    return { entry, state: stateAt(entry.facts, businessNow), businessNow }
  }

  return {
    find(key) {
      const found = cache.find(key)
      return found instanceof Promise ? found.then(answer) : answer(found)
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}

function whereOf(key: DirectoryKey): Prisma.CredentialWhereUniqueInput {
  if ('sha256' in key) return { sha256Fingerprint: key.sha256 }
  return 'sha1' in key ? { sha1Fingerprint: key.sha1 } : { serial: key.serialHex }
}

const selection = {
  id: true,
  abn: true,
  name: true,
  serial: true,
  sha1Fingerprint: true,
  sha256Fingerprint: true,
  isTest: true,
  createdByName: true,
  status: true,
  notBefore: true,
  notAfter: true,
  unassignedAt: true,
  worksUntil: true,
  revokeAt: true,
  revokedAt: true,
  revocationReason: true,
  business: { select: { name: true, clockOffsetMs: true } },
  custodian: { select: { id: true, personId: true, givenNames: true, familyName: true } },
} as const satisfies Prisma.CredentialSelect

type Row = Prisma.CredentialGetPayload<{ select: typeof selection }>

function entryOf(row: Row): DirectoryEntry {
  const { business, custodian } = row
  return {
    credentialId: row.id,
    abn: row.abn as Abn,
    businessName: business.name,
    clockOffsetMs: Number(business.clockOffsetMs),
    name: row.name,
    serialHex: row.serial,
    serialDecimal: parseSerial({ hex: row.serial }).decimal,
    sha1Fingerprint: row.sha1Fingerprint ?? '',
    sha256Fingerprint: row.sha256Fingerprint ?? '',
    notBefore: instant(row.notBefore),
    notAfter: instant(row.notAfter),
    isTest: row.isTest,
    createdByName: row.createdByName,
    custodian: custodian && {
      authorisationId: custodian.id,
      personId: custodian.personId,
      name: `${custodian.givenNames} ${custodian.familyName}`,
    },
    facts: row,
  }
}
