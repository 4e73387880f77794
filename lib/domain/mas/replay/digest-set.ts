/**
 * A set of digests that takes 8 bytes for each, so that millions of messages can be remembered. It keeps 64 bits of a
 * digest: two messages that agree in those by chance (one in 10^12 at a million) count as one, which refuses one.
 */
export class DigestSet {
  #slots = new BigUint64Array(1024)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** @param digest hexadecimal, 16 characters at least, of a cryptographic hash */
  has(digest: string): boolean {
    const value = bitsOf(digest)
    return this.#slots[this.#slotOf(this.#slots, value)] === value
  }

  add(digest: string): void {
    if (this.#size * 2 >= this.#slots.length) this.#grow()
    const value = bitsOf(digest)
    const slot = this.#slotOf(this.#slots, value)
    if (this.#slots[slot] === value) return
    this.#slots[slot] = value
    this.#size++
  }

  /** The slot that holds the value, or the free one where it would go. */
  #slotOf(slots: BigUint64Array, value: bigint): number {
    const mask = slots.length - 1
    let slot = Number(value & 0xffffffn) & mask
    while (slots[slot] !== 0n && slots[slot] !== value) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const slots = new BigUint64Array(this.#slots.length * 2)
    for (const value of this.#slots) {
      if (value !== 0n) slots[this.#slotOf(slots, value)] = value
    }
    this.#slots = slots
  }
}

/** Never zero, which marks a free slot. */
function bitsOf(digest: string): bigint {
  return BigInt(`0x${digest.slice(0, 16)}`) | (1n << 63n)
}
