import { type Abn, isAbn } from '../../../core/abn.ts'
import type { Random } from '../../../core/random.ts'

/** A made-up ABN with the right check digits: the two leading digits follow from the nine that are drawn. */
export function newAbn(random: Random): Abn {
  for (;;) {
    const bytes = random.bytes(4)
    const number = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) % 1_000_000_000
    const body = String(number).padStart(9, '0')
    for (let check = 10; check < 100; check++) if (isAbn(`${check}${body}`)) return `${check}${body}` as Abn
  }
}
