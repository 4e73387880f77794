import { second } from '../../core/clock.ts'
import { normaliseAddress } from '../../core/service-address.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** The addresses for which a token of a simulated service may be. */
export type AddressBook = { all(): readonly string[]; close(): void }

/** Where several processes share a database, a change made by another one is seen within this time. */
const maxAge = 15 * second

/**
 * The addresses of a relying party, kept in memory: its own here, and those that are listed for it, the public ones
 * among them, so that software can keep the address that it names today.
 *
 * @param path of the service below our own addresses
 */
export async function openAddressBook(
  runtime: Pick<Runtime, 'store' | 'clock' | 'signals' | 'settings' | 'log'>,
  relyingPartyId: 'usi' | 'sbr',
  path: string,
): Promise<AddressBook> {
  const { store, clock, signals, settings, log } = runtime
  const own = [settings.publicHttpsUrl, settings.publicUrl].map((base) => normaliseAddress(base + path))
  const read = async () => {
    const rows = await store.relyingPartyAddress.findMany({ where: { relyingPartyId } })
    return [...new Set([...own, ...rows.map(({ address }) => address)])]
  }
  let known = await read()
  let readAt = clock.now()
  const refresh = () => {
    readAt = clock.now()
    read().then(
      (fresh) => {
        known = fresh
      },
      (error: unknown) => log.error(`addresses of ${relyingPartyId} could not be read`, error),
    )
  }
  const close = signals.on('relying-parties-changed', refresh)
  return {
    all() {
      if (settings.databaseUrl !== undefined && clock.now() - readAt > maxAge) refresh()
      return known
    },
    close,
  }
}
