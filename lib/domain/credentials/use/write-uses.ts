import type { Store } from '../../../platform/store/open.ts'
import { type SummedUse, useKeeping } from './use.ts'

const batch = 200

/** Adds uses to what is written down already. Addresses beyond the bound of a day are added up as one. */
export async function writeUses(store: Store, uses: readonly SummedUse[]): Promise<void> {
  for (let at = 0; at < uses.length; at += batch) {
    const part = uses.slice(at, at + batch)
    await insert(store, bounded(part, await knownAddresses(store, part)))
  }
}

/** Addresses of each credential and day that are written down. */
async function knownAddresses(store: Store, uses: readonly SummedUse[]): Promise<Map<string, Set<string>>> {
  const rows = await store.credentialUse.findMany({
    where: {
      credentialId: { in: [...new Set(uses.map(({ credentialId }) => credentialId))] },
      day: { in: [...new Set(uses.map(({ day }) => day))] },
    },
    select: { credentialId: true, day: true, address: true },
  })
  const known = new Map<string, Set<string>>()
  for (const row of rows) addressesOf(known, row).add(row.address)
  return known
}

function bounded(uses: readonly SummedUse[], known: Map<string, Set<string>>): SummedUse[] {
  return uses.map((use) => {
    const addresses = addressesOf(known, use)
    if (!addresses.has(use.address) && addresses.size >= useKeeping.addressesADay) return { ...use, address: 'more' }
    addresses.add(use.address)
    return use
  })
}

function addressesOf(known: Map<string, Set<string>>, { credentialId, day }: Pick<SummedUse, 'credentialId' | 'day'>) {
  const place = `${credentialId} ${day}`
  const addresses = known.get(place) ?? new Set<string>()
  known.set(place, addresses)
  return addresses
}

/** One statement; rows with the same key, as `more` may be, are added up in it. */
async function insert(store: Store, uses: readonly SummedUse[]): Promise<void> {
  await store.$executeRaw`
    INSERT INTO "CredentialUse" ("credentialId", "day", "relyingPartyId", "address", "tokens", "lastAt")
    SELECT "credentialId"::uuid, "day", "relyingPartyId", "address", sum("tokens"), to_timestamp(max("lastAt") / 1000.0)
    FROM jsonb_to_recordset(${JSON.stringify(uses)}::jsonb) AS noted("credentialId" text, "day" text,
      "relyingPartyId" text, "address" text, "tokens" int, "lastAt" bigint)
    GROUP BY 1, 2, 3, 4
    ON CONFLICT ("credentialId", "day", "relyingPartyId", "address") DO UPDATE SET
      "tokens" = "CredentialUse"."tokens" + EXCLUDED."tokens",
      "lastAt" = greatest("CredentialUse"."lastAt", EXCLUDED."lastAt")`
}
