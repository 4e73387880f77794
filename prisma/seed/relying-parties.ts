import { equalBytes } from '../../lib/core/bytes.ts'
import { normaliseAddress } from '../../lib/core/service-address.ts'
import type { Authority } from '../../lib/platform/authority/authority.ts'
import type { Settings } from '../../lib/platform/settings/settings.ts'
import type { Transaction } from '../../lib/platform/store/open.ts'

type RelyingPartySeed = {
  id: 'usi' | 'sbr'
  name: string
  keyTypes: readonly ('symmetric' | 'public' | 'bearer')[]
  defaultLifetimeSeconds: number
  maximumLifetimeSeconds: number
  /** Service of the agency catalogue that a cloud software notification must cover. */
  serviceId: string | null
  /** The addresses that real clients are set up with. */
  addresses: readonly string[]
  /** Paths on this server, under both of its addresses. */
  paths: readonly string[]
}

/** The simulated relying parties, under the addresses that the real ones have. */
export const relyingPartySeeds: readonly RelyingPartySeed[] = [
  {
    id: 'usi',
    name: 'USI Registry (simulated)',
    keyTypes: ['symmetric'],
    defaultLifetimeSeconds: 1_800,
    maximumLifetimeSeconds: 43_200,
    serviceId: 'usi',
    addresses: [
      'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc',
      'https://portal.usi.gov.au/service/v5/usiservice.svc',
      'https://3pt.portal.usi.gov.au/service/usiservice.svc',
      'https://portal.usi.gov.au/service/usiservice.svc',
    ],
    paths: ['/evte/usi/service/v5/usiservice.svc', '/evte/usi/service/usiservice.svc'],
  },
  {
    id: 'sbr',
    name: 'Standard Business Reporting (simulated)',
    keyTypes: ['symmetric', 'public'],
    defaultLifetimeSeconds: 1_800,
    maximumLifetimeSeconds: 43_200,
    serviceId: null,
    addresses: ['https://test.sbr.gov.au/services', 'https://sbr.gov.au/services'],
    paths: ['/evte/sbr/services'],
  },
]

/**
 * Fills in the simulated relying parties. What somebody changed stays, except for the certificate, which follows the
 * key that the simulator holds, and the addresses of this server, which follow the settings.
 *
 * @returns true where something changed; after the commit emit `relying-parties-changed`
 */
export async function seedRelyingParties(
  tx: Transaction,
  { authority, settings }: { authority: Authority; settings: Pick<Settings, 'publicUrl' | 'publicHttpsUrl'> },
): Promise<boolean> {
  let changed = false
  for (const { addresses, paths, ...seed } of relyingPartySeeds) {
    const certificate = Uint8Array.from(authority.relyingPartyKey(seed.id).certificate.der)
    const { count } = await tx.relyingParty.createMany({
      data: { ...seed, keyTypes: [...seed.keyTypes], certificate },
      skipDuplicates: true,
    })
    const row = await tx.relyingParty.findUniqueOrThrow({ where: { id: seed.id } })
    if (!equalBytes(row.certificate, certificate)) {
      await tx.relyingParty.update({ where: { id: seed.id }, data: { certificate } })
      changed = true
    }
    const local = [settings.publicHttpsUrl, settings.publicUrl].flatMap((base) => paths.map((path) => base + path))
    const added = await tx.relyingPartyAddress.createMany({
      data: [...new Set([...addresses, ...local].map(normaliseAddress))].map((address) => ({
        address,
        relyingPartyId: seed.id,
      })),
      skipDuplicates: true,
    })
    changed ||= count > 0 || added.count > 0
  }
  return changed
}
