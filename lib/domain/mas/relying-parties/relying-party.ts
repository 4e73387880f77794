/** Kinds of key that a token can be bound to. */
export type TokenKeyType = 'symmetric' | 'public' | 'bearer'

/** A service that accepts our tokens. Plain data. */
export type RelyingParty = {
  readonly id: string
  readonly name: string
  /** DER of the certificate that its tokens are encrypted to, and the SHA-256 of that. */
  readonly certificate: Uint8Array
  readonly fingerprint: string
  readonly keyTypes: readonly TokenKeyType[]
  readonly defaultLifetimeMs: number
  readonly maximumLifetimeMs: number
  /** Service of the agency catalogue that a cloud software notification must cover; none for no cloud software. */
  readonly serviceId: string | undefined
}
