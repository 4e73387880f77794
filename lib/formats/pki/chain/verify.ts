import type { Instant } from '../../../core/clock.ts'
import type { Certificate } from '../certificate/certificate.ts'

/** A chain that was validated for a moment: leaf first, anchor last. Only {@link verifyChain} makes one. */
export type VerifiedChain = {
  leaf: Certificate
  chain: Certificate[]
  anchor: Certificate
  at: Instant
  readonly __brand: 'VerifiedChain'
}

/**
 * Validates the path from a leaf (DER) to one of the anchors at the moment `at` (RFC 5280 section 6): signatures,
 * validity of each certificate, basicConstraints, path length, keyUsage, critical extensions. Revocation is asked of
 * the caller's own record. Verified pairs are remembered; dates are checked every time.
 *
 * @throws MandateError `certificate.*`
 */
export function verifyChain(
  leafDer: Uint8Array,
  options: { anchors: Certificate[]; intermediates: Certificate[]; at: Instant },
): VerifiedChain {
  throw new Error(`not built: ${leafDer.length} ${options.at}`)
}
