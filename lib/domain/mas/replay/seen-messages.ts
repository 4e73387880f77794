import { type Instant, minute } from '../../../core/clock.ts'
import { DigestSet } from './digest-set.ts'

/** Width of a bucket; a whole bucket is forgotten at once. */
const width = 5 * minute

/** Messages that were accepted, in memory, each until it is too old to be accepted anyway. */
export class SeenMessages {
  readonly #buckets = new Map<number, DigestSet>()

  /** True when the message was noted now; false when it had been noted before. */
  note(digest: string, until: Instant, now: Instant): boolean {
    for (const [number, bucket] of this.#buckets) {
      if ((number + 1) * width <= now) this.#buckets.delete(number)
      else if (bucket.has(digest)) return false
    }
    const number = Math.floor(until / width)
    const bucket = this.#buckets.get(number) ?? new DigestSet()
    this.#buckets.set(number, bucket)
    bucket.add(digest)
    return true
  }

  get size(): number {
    let size = 0
    for (const bucket of this.#buckets.values()) size += bucket.size
    return size
  }
}
