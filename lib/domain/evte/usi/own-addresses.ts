import { second } from '../../../core/clock.ts'
import { normaliseAddress } from '../../../core/service-address.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'

/** The addresses for which a token of the USI service may be. */
export type UsiAddressBook = { all(): readonly string[]; close(): void }

/** Path of version 5 below our own address. */
export const usiServicePath = '/evte/usi/service/v5/usiservice.svc'

/** Where several processes share a database, a change made by another one is seen within this time. */
const maxAge = 15 * second

/**
 * The addresses of the relying party `usi`, kept in memory: its own here, and those that are listed for it, the public
 * ones among them, so that software can keep the address that it names today.
 */
export async function openUsiAddresses(
  runtime: Pick<Runtime, 'store' | 'clock' | 'signals' | 'settings' | 'log'>,
): Promise<UsiAddressBook> {
  const { store, clock, signals, settings, log } = runtime
  const own = [settings.publicHttpsUrl, settings.publicUrl].map((base) => normaliseAddress(base + usiServicePath))
  const read = async () => {
    const rows = await store.relyingPartyAddress.findMany({ where: { relyingPartyId: 'usi' } })
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
      (error: unknown) => log.error('addresses of the USI service could not be read', error),
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
