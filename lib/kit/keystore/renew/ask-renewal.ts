import { sign } from 'node:crypto'
import { toBase64 } from '../../../core/bytes.ts'
import { type Clock, isoTime } from '../../../core/clock.ts'
import { renewalText } from '../../../formats/renewal/renewal-text.ts'
import { parseAddress } from '../../http/address.ts'
import { askJson } from '../../http/ask-json.ts'
import { trustFor } from '../../http/trust.ts'
import type { KitCredential } from '../credential.ts'
import { certificatesFor, type NewKey } from '../new-key.ts'

/** Which server is asked, and whom to trust for it. */
export type RenewalServer = {
  /** Any address of the server; the place for renewals is found from it. */
  endpoint: string
  /** PEM. */
  ca?: string | undefined
  timeoutMs?: number | undefined
}

/**
 * Asks for a certificate for a new key, at the word of the current credential. Asked again with the same key, the same
 * certificate comes back.
 *
 * @returns certificates, DER, leaf first
 * @throws MandateError `kit.refused`, `kit.*`
 * @see docs/wire-formats.md, Renewal by software
 */
export async function askRenewal(
  current: KitCredential,
  { privateKeyPkcs8, certificateRequest }: NewKey,
  { endpoint, ca, timeoutMs, clock }: RenewalServer & { clock: Clock },
): Promise<Uint8Array[]> {
  const url = new URL('/pki/renewals', parseAddress(endpoint))
  const { certificate } = current
  const madeAt = isoTime(clock.now())
  const signature = sign('sha256', renewalText({ madeAt, certificateRequest, certificate }), current.privateKey)
  const answer = await askJson(url, {
    trust: trustFor(url, { ca, credentialRoot: current.root }),
    timeoutMs,
    body: {
      certificateRequest: toBase64(certificateRequest),
      certificate: toBase64(certificate),
      madeAt,
      signature: toBase64(signature),
    },
  })
  return certificatesFor(privateKeyPkcs8, answer)
}
