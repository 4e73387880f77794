import { second } from '../../../core/clock.ts'
import { normaliseAddress } from '../../../core/service-address.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Store } from '../../../platform/store/open.ts'
import type { RelyingParty, TokenKeyType } from './relying-party.ts'

/** The relying parties, all in memory: they are few, and asked for with each token. */
export type RelyingPartyDirectory = {
  /** @param address as the client wrote it */
  find(address: string): RelyingParty | undefined
  /** Reads them again. */
  refresh(): Promise<void>
  /** Stops listening. */
  close(): void
}

/** Where several processes share a database, a change made by another one is seen within this time. */
const maxAge = 15 * second

/** Opens the directory; a change that this process made is seen at once. */
export async function openRelyingParties(
  runtime: Pick<Runtime, 'store' | 'clock' | 'signals' | 'settings' | 'log'>,
): Promise<RelyingPartyDirectory> {
  const { store, clock, signals, settings, log } = runtime
  let byAddress = await readAll(store)
  let readAt = clock.now()
  const refresh = async () => {
    readAt = clock.now()
    byAddress = await readAll(store)
  }
  const refreshSoon = () => {
    refresh().catch((error: unknown) => log.error('relying parties could not be read', error))
  }
  const stop = signals.on('relying-parties-changed', refreshSoon)
  return {
    find(address) {
      if (settings.databaseUrl !== undefined && clock.now() - readAt > maxAge) refreshSoon()
      return byAddress.get(normaliseAddress(address))
    },
    refresh,
    close: stop,
  }
}

async function readAll(store: Store): Promise<Map<string, RelyingParty>> {
  const rows = await store.relyingParty.findMany({ include: { addresses: true } })
  return new Map(
    rows.flatMap((row) => {
      const certificate = Uint8Array.from(row.certificate)
      const party: RelyingParty = {
        id: row.id,
        name: row.name,
        certificate,
        fingerprint: readCertificate(certificate).fingerprints.sha256,
        keyTypes: row.keyTypes as TokenKeyType[],
        defaultLifetimeMs: row.defaultLifetimeSeconds * second,
        maximumLifetimeMs: row.maximumLifetimeSeconds * second,
        serviceId: row.serviceId ?? undefined,
      }
      return row.addresses.map(({ address }) => [address, party] as const)
    }),
  )
}
