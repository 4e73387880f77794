import { algorithms, type SignaturePolicy } from '../../formats/xmldsig/index.ts'

/** A version of the token service: one core, two sets of algorithms. */
export type ServiceVersion = {
  readonly name: ServiceVersionName
  /** Hash with which we sign assertions for its clients. */
  readonly hash: 'sha256' | 'sha1'
  /** What we accept in its clients' signatures. */
  readonly signatures: SignaturePolicy
}
export type ServiceVersionName = 'S007v1.3' | 'S007v1.2'

/** Clients sign the Timestamp, most of them To as well; a few sign more of the message. */
const maxReferences = 8
const transforms = [algorithms.exclusive, algorithms.strTransform]

export const serviceVersions: Readonly<Record<ServiceVersionName, ServiceVersion>> = {
  'S007v1.3': {
    name: 'S007v1.3',
    hash: 'sha256',
    signatures: {
      signatureAlgorithms: [algorithms.rsaSha256],
      digestAlgorithms: [algorithms.sha256],
      transforms,
      maxReferences,
    },
  },
  'S007v1.2': {
    name: 'S007v1.2',
    hash: 'sha1',
    signatures: {
      signatureAlgorithms: [algorithms.rsaSha1, algorithms.rsaSha256],
      digestAlgorithms: [algorithms.sha1, algorithms.sha256],
      transforms,
      maxReferences,
    },
  },
}

/** How the two clocks may differ, and how old a message may be; ms. */
export const freshness = {
  /** Forgiven difference between the client's clock and ours. */
  skew: 5 * 60_000,
  /** The longest life of a message that counts, whatever its Expires says. */
  longestLife: 10 * 60_000,
  /** Life of a message without Expires. */
  usualLife: 5 * 60_000,
} as const
