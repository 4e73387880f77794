import type { ReceiptReference } from '../messaging/units.ts'

/**
 * The parts of a signed message that a receipt for it does not repeat with their digests: none where the receipt proves
 * what arrived.
 *
 * @see AS4 profile section 5.1.8, non-repudiation of receipt
 */
export function missingReferences(
  signed: readonly ReceiptReference[],
  receipt: readonly ReceiptReference[],
): ReceiptReference[] {
  const told = new Set(receipt.map(nameOf))
  return signed.filter((reference) => !told.has(nameOf(reference)))
}

function nameOf({ uri, digestAlgorithm, digestValue }: ReceiptReference): string {
  return `${uri} ${digestAlgorithm} ${digestValue}`
}
