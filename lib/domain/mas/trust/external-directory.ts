import type { Abn } from '../../../core/abn.ts'
import { second } from '../../../core/clock.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { readPem } from '../../../formats/pki/pem.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Store } from '../../../platform/store/open.ts'
import type { CredentialFacts } from '../decision/ports.ts'

/** External credentials by what their certificate shows, all in memory: they are few. */
export type ExternalDirectory = {
  /**
   * The answer at once, but for the first ones.
   *
   * @param fingerprint SHA-256 of the certificate, lower-case hexadecimal
   */
  find(fingerprint: string): CredentialFacts | undefined | Promise<CredentialFacts | undefined>
  /** Stops listening. */
  close(): void
}

/** Where several processes share a database, a change made by another one is seen within this time. */
const maxAge = 15 * second

/** Opens the directory. In production there are none, whatever the database holds. */
export function openExternalDirectory(
  runtime: Pick<Runtime, 'store' | 'clock' | 'signals' | 'settings' | 'log'>,
): ExternalDirectory {
  const { store, clock, signals, settings, log } = runtime
  if (settings.mode !== 'sandbox') return { find: () => undefined, close() {} }
  let known: Map<string, CredentialFacts> | undefined
  let readAt = clock.now()
  let reading: Promise<void> | undefined
  const refresh = (): Promise<void> => {
    readAt = clock.now()
    const mine = readAll(store)
      .then((fresh) => {
        // A later reading knows better.
        if (reading === mine) known = fresh
      })
      .catch((error: unknown) => log.error('external credentials could not be read', error))
    reading = mine
    return mine
  }
  const stops = [
    signals.on('relying-parties-changed', refresh),
    signals.on('business-changed', ({ abn }) => {
      if ([...(known?.values() ?? [])].some((facts) => facts.abn === abn)) void refresh()
    }),
  ]
  return {
    find(fingerprint) {
      if (known === undefined) return (reading ?? refresh()).then(() => known?.get(fingerprint))
      if (settings.databaseUrl !== undefined && clock.now() - readAt > maxAge) void refresh()
      return known.get(fingerprint)
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}

async function readAll(store: Store): Promise<Map<string, CredentialFacts>> {
  const rows = await store.externalCredential.findMany({
    include: { business: { select: { name: true, clockOffsetMs: true } } },
  })
  return new Map(
    rows.map(({ id, abn, name, chain, business, sha256Fingerprint }) => {
      const above = readPem(chain)
        .slice(1)
        .map(({ der }) => readCertificate(der))
      const facts: CredentialFacts = {
        id,
        abn: abn as Abn,
        name,
        businessName: business.name,
        clockOffsetMs: Number(business.clockOffsetMs),
        standing: { status: 'active' },
        external: { anchors: above.slice(-1), intermediates: above.slice(0, -1) },
      }
      return [sha256Fingerprint, facts]
    }),
  )
}
