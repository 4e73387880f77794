import { createHmac } from 'node:crypto'
import { addDays, dayOf } from '../../../core/calendar-day.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { type CredentialTokenUse, type SummedUse, useKeeping } from './use.ts'
import { writeUses } from './write-uses.ts'

/** Remembers what credentials are used for, and writes it down later, so that no answer waits for it. */
export type UseKeeper = {
  note(use: CredentialTokenUse): void
  /** Deletes what is too old, but the last use of each credential for each service. */
  forget(): Promise<void>
  /** Writes what is waiting. */
  close(): Promise<void>
}

const pauseMs = 1_000
const mostWaiting = 20_000

/** @see docs/credentials.md, Use */
export function createUseKeeper(
  runtime: Pick<Runtime, 'store' | 'clock' | 'sealer' | 'log'>,
  { writeAfterMs = pauseMs }: { writeAfterMs?: number } = {},
): UseKeeper {
  const { store, clock, sealer, log } = runtime
  const key = sealer.derive('credential-use')
  let waiting = new Map<string, SummedUse>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    timer = undefined
    const uses = [...waiting.values()].map((use) => ({ ...use, address: hashOf(key, use) }))
    waiting = new Map()
    try {
      if (uses.length > 0) await writeUses(store, uses)
    } catch (error) {
      log.error('the use of credentials was not written down', error, { count: uses.length })
    }
  }
  const start = () => {
    writing = writing.then(write)
  }

  return {
    note({ at, ...of }) {
      const day = dayOf(at)
      const place = `${of.credentialId} ${day} ${of.relyingPartyId} `
      const known = waiting.get(place + of.address)
      // Beyond the bound, addresses are no longer told apart: memory is worth more than a number that is too high anyway.
      const address = known === undefined && waiting.size >= mostWaiting ? '' : of.address
      const before = known ?? waiting.get(place + address)
      waiting.set(place + address, { ...of, address, day, tokens: (before?.tokens ?? 0) + 1, lastAt: at })
      if (timer === undefined) {
        timer = setTimeout(start, writeAfterMs)
        timer.unref()
      }
    },
    async forget() {
      const oldest = addDays(dayOf(clock.now()), -useKeeping.days)
      await store.$executeRaw`
        DELETE FROM "CredentialUse" old WHERE old."day" < ${oldest} AND EXISTS (
          SELECT 1 FROM "CredentialUse" newer WHERE newer."credentialId" = old."credentialId"
            AND newer."relyingPartyId" = old."relyingPartyId" AND newer."lastAt" > old."lastAt")`
    },
    async close() {
      clearTimeout(timer)
      start()
      await writing
    },
  }
}

/** The credential is part of it, so that nobody can tell that two credentials are used from one place. */
function hashOf(key: Uint8Array, { credentialId, address }: Pick<SummedUse, 'credentialId' | 'address'>): string {
  if (address === '') return 'more'
  return createHmac('sha256', key).update(`${credentialId} ${address}`).digest('hex').slice(0, 32)
}
