import type { Instant } from '../../../core/clock.ts'
import type { Certificate } from '../certificate/certificate.ts'
import type { Signer } from '../issue/signer.ts'

/** Why a certificate was revoked, RFC 5280 section 5.3.1. `removeFromCRL` only in delta lists. */
export type RevocationReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'cACompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'removeFromCRL'
  | 'privilegeWithdrawn'
  | 'aACompromise'

/** One line of a list. `serialHex` as in `Serial.hex`. */
export type RevokedCertificate = { serialHex: string; revokedAt: Instant; reason: RevocationReason }

/** A line already in its encoded form, so that a large list is not encoded anew for each change. */
export type EncodedCrlEntry = Uint8Array & { readonly __brand: 'EncodedCrlEntry' }

/** Encodes one line; keep the result with the line. */
export function encodeCrlEntry(entry: RevokedCertificate): EncodedCrlEntry {
  throw new Error(`not built: ${entry.serialHex}`)
}

/** Content of a list. `base`: number of the complete list which this delta list adds to. */
export type CrlInput = {
  issuer: { certificate: Certificate; signer: Signer }
  number: bigint
  entries: Iterable<EncodedCrlEntry>
  thisUpdate: Instant
  nextUpdate: Instant
  base?: bigint
}

/** Builds and signs a complete or delta CRL (DER, RFC 5280 section 5). */
export async function buildCrl(input: CrlInput): Promise<Uint8Array> {
  throw new Error(`not built: ${input.number}`)
}
