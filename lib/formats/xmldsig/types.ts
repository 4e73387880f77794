import type { XmlElement } from '../xml/index.ts'

/** One transform of a reference, as the document asks for it. */
export type TransformStructure = {
  readonly algorithm: string
  /** PrefixList of `ec:InclusiveNamespaces`. */
  readonly inclusivePrefixes: readonly string[]
  /** Canonicalization that an STR-Transform names in its parameters. */
  readonly parameter?: TransformStructure
}

/** One `ds:Reference`, read but not yet believed. */
export type ReferenceStructure = {
  readonly uri: string
  readonly transforms: readonly TransformStructure[]
  readonly digestAlgorithm: string
  /** Base64 without white space, as the document has it. */
  readonly digestValue: string
}

/** A `ds:Signature`, read but not yet believed. */
export type SignatureStructure = {
  readonly element: XmlElement
  readonly signedInfo: XmlElement
  readonly canonicalization: TransformStructure
  readonly signatureAlgorithm: string
  readonly references: readonly ReferenceStructure[]
  readonly signatureValue: Uint8Array
  readonly keyInfo: XmlElement | undefined
}

/** A MIME part that came beside the document. `mediaType` is its Content-Type; it decides its canonical form. */
export type Attachment = { readonly bytes: Uint8Array; readonly mediaType: string }

/** What a caller accepts. Anything not listed is refused; there is no default list. */
export type SignaturePolicy = {
  /** URIs of SignatureMethod. */
  readonly signatureAlgorithms: readonly string[]
  /** URIs of DigestMethod. */
  readonly digestAlgorithms: readonly string[]
  /** URIs of Transform. */
  readonly transforms: readonly string[]
  /** URIs of CanonicalizationMethod; exclusive canonicalization alone where it is not given. */
  readonly canonicalizations?: readonly string[]
  readonly maxReferences: number
  /** Accept `URI=""`, the whole document. Default no. */
  readonly allowWholeDocument?: boolean
  /** Accept `cid:` references, to these parts by their Content-ID without brackets. Default none. */
  readonly attachments?: ReadonlyMap<string, Attachment>
  /** Shortest RSA modulus in bits. Default 2048. */
  readonly minimumRsaBits?: number
}

/** A reference whose digest holds. `element` is the very node that was digested. */
export type VerifiedReference = {
  readonly uri: string
  readonly element: XmlElement
  /** The text whose UTF-8 bytes were digested. */
  readonly canonical: string
  readonly digestAlgorithm: string
  /** Base64. */
  readonly digestValue: string
}

/** A reference to an attachment whose digest holds. `attachment` is the very one that was digested. */
export type VerifiedAttachment = {
  readonly uri: string
  readonly attachment: Attachment
  readonly digestAlgorithm: string
  /** Base64. */
  readonly digestValue: string
}

declare const verified: unique symbol

/** The outcome of `verifySignature`; nothing else makes one. */
export type VerifiedSignature = {
  readonly [verified]: true
  readonly element: XmlElement
  readonly references: readonly VerifiedReference[]
  readonly attachments: readonly VerifiedAttachment[]
  readonly signatureAlgorithm: string
  readonly keyInfo: XmlElement | undefined
}

/** What `verifySignature` tells an observer, for a trace: also of what then fails. No key, no secret. */
export type VerificationStep =
  | {
      readonly step: 'reference'
      readonly uri: string
      readonly digestAlgorithm: string
      readonly canonical: string
      /** Base64. */
      readonly claimed: string
      /** Base64. */
      readonly computed: string
      readonly matches: boolean
    }
  | {
      readonly step: 'signature'
      readonly signatureAlgorithm: string
      /** Canonical text of `ds:SignedInfo`. */
      readonly canonical: string
      readonly matches: boolean
    }
