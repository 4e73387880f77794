import { MandateError } from '../../core/errors/index.ts'

/** One element of an encoding, read. */
export type DerNode = {
  /** The identifier octet: class, constructed bit and number, as in `0x30` for SEQUENCE or `0xa0` for [0] constructed. */
  tag: number
  /** Content octets, without tag and length. Of a string that BER wrote in pieces: the pieces joined. */
  content: Uint8Array
  /** Tag, length and content, as they stand in the input. */
  raw: Uint8Array
  /** Elements of a constructed one, in order; empty for a primitive one. */
  children: DerNode[]
}

/** Bounds of a reader in depth and number of elements. */
export type DerLimits = { depth: number; nodes: number; bytes: number }

/** Enough for any certificate, request, key or keystore bundle. */
export const defaultDerLimits: DerLimits = { depth: 24, nodes: 20_000, bytes: 1 << 20 }

/** Counts elements against the limits while a reader works. */
export class DerBudget {
  readonly limits: DerLimits
  private left: number

  constructor(limits: DerLimits, size: number) {
    this.limits = limits
    this.left = limits.nodes
    if (size > limits.bytes) throw new MandateError('der.too-large', { limit: `${limits.bytes} bytes` })
  }

  /** Takes one element at `depth` into account. */
  take(depth: number): void {
    if (depth > this.limits.depth) throw new MandateError('der.too-deep', { limit: this.limits.depth })
    this.left--
    if (this.left < 0) throw new MandateError('der.too-large', { limit: `${this.limits.nodes} elements` })
  }
}

/** Identifier octets that the project meets. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const
