import { createHmac } from 'node:crypto'
import type { Sealer } from '../keys/sealer.ts'

/**
 * The `sub` under which a relying party knows an account: pairwise (OpenID Connect Core 8.1), so that two relying
 * parties cannot compare whom they know.
 *
 * @param realm the provider, `myid` or `ram`
 */
export function pairwiseSubject(sealer: Sealer, realm: string, clientId: string, accountId: string): string {
  return createHmac('sha256', sealer.derive(`${realm}/subject`))
    .update(`${clientId}\n${accountId}`)
    .digest('base64url')
}
