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
  /** @param fingerprint SHA-256 of the certificate, lower-case hexadecimal */
  findByCertificate(fingerprint: string): { party: RelyingParty; addresses: readonly string[] } | undefined
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
  let { byAddress, byCertificate } = await readAll(store)
  let readAt = clock.now()
  const refresh = async () => {
    readAt = clock.now()
    ;({ byAddress, byCertificate } = await readAll(store))
  }
  const refreshSoon = () => {
    refresh().catch((error: unknown) => log.error('relying parties could not be read', error))
  }
  const keepFresh = () => {
    if (settings.databaseUrl !== undefined && clock.now() - readAt > maxAge) refreshSoon()
  }
  const stop = signals.on('relying-parties-changed', refreshSoon)
  return {
    find(address) {
      keepFresh()
      return byAddress.get(normaliseAddress(address))
    },
    findByCertificate(fingerprint) {
      keepFresh()
      return byCertificate.get(fingerprint)
    },
    refresh,
    close: stop,
  }
}

type Known = {
  byAddress: Map<string, RelyingParty>
  byCertificate: Map<string, { party: RelyingParty; addresses: readonly string[] }>
}

async function readAll(store: Store): Promise<Known> {
  const rows = await store.relyingParty.findMany({ include: { addresses: true } })
  const known: Known = { byAddress: new Map(), byCertificate: new Map() }
  for (const row of rows) {
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
    const addresses = row.addresses.map(({ address }) => address)
    for (const address of addresses) known.byAddress.set(address, party)
    known.byCertificate.set(party.fingerprint, { party, addresses })
  }
  return known
}
