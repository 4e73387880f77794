import { fromHex } from '../../../core/bytes.ts'
import type { Instant } from '../../../core/clock.ts'
import { oid } from '../../der/oids.ts'
import { derEnumerated, derOctets, derOid, derSequence, derTime, derUnsigned } from '../../der/write.ts'

/** Why a certificate was revoked, by its number in RFC 5280 section 5.3.1. */
export const revocationReasons = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  /** In delta lists only: a hold was lifted. */
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const

/** Name of a reason. */
export type RevocationReason = keyof typeof revocationReasons

/** One line of a list. `serialHex` as in `Serial.hex`. */
export type RevokedCertificate = { serialHex: string; revokedAt: Instant; reason: RevocationReason }

/** A line in its encoded form. A large list is a concatenation of these, so keep the result with the line. */
export type EncodedCrlEntry = Uint8Array & { readonly __brand: 'EncodedCrlEntry' }

/** Encodes one line of a revocation list. Throws a RangeError for a serial number that is none. */
export function encodeCrlEntry({ serialHex, revokedAt, reason }: RevokedCertificate): EncodedCrlEntry {
  const serial = fromHex(serialHex)
  if (!serial || serial.length === 0 || serial.length > 20) throw new RangeError('not a serial number')
  const parts = [derUnsigned(serial), derTime(revokedAt)]
  const extensions = reasonExtensions[reason]
  if (extensions) parts.push(extensions)
  return derSequence(...parts) as EncodedCrlEntry
}

/** A reason that says nothing is left out, as RFC 5280 section 5.3.1 wants it. */
const reasonExtensions = Object.fromEntries(
  Object.entries(revocationReasons)
    .filter(([, number]) => number !== revocationReasons.unspecified)
    .map(([name, number]) => [
      name,
      derSequence(derSequence(derOid(oid.reasonCode), derOctets(derEnumerated(number)))),
    ]),
)
