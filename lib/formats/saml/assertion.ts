import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../core/clock.ts'
import type { XmlFragment } from '../xml/index.ts'
import type { Recipient } from '../xmlenc/index.ts'

/** SAML 2.0 or SAML 1.1. */
export type SamlVersion = 'saml2' | 'saml1'

/** One attribute: the URI of a claim and its values. */
export type AssertionClaim = { uri: string; values: readonly string[] }

/** How the bearer of an assertion proves that it speaks of them. */
export type ConfirmationToWrite =
  /** With a symmetric key that the relying party finds encrypted in the assertion. */
  | { method: 'symmetric'; secret: Uint8Array; recipient: Recipient }
  /** With the private key of this certificate (DER). */
  | { method: 'certificate'; certificate: Uint8Array }
  | { method: 'bearer' }

/** An assertion that is to be made. */
export type AssertionToWrite = {
  version: SamlVersion
  /** An XML name, unique for ever. */
  id: string
  issuer: string
  issuedAt: Instant
  /** When the subject proved who they are. */
  authenticatedAt: Instant
  notBefore: Instant
  notOnOrAfter: Instant
  audience: string
  /** Name of the subject, without a format of its own. */
  subject: string
  confirmation: ConfirmationToWrite
  claims: readonly AssertionClaim[]
}

/** The hand that signs assertions. `certificate` is the content of `ds:KeyInfo`; make it once, with `signerKeyInfo`. */
export type AssertionSigner = { privateKey: KeyObject; keyInfo: XmlFragment; hash: 'sha256' | 'sha1' }

/** How the holder of a verified assertion has to prove that it is theirs. */
export type Confirmation =
  | { method: 'symmetric'; proofKey: Uint8Array }
  | { method: 'certificate'; certificate: Uint8Array }
  | { method: 'bearer' }

declare const verified: unique symbol

/** An assertion whose signature, audience and validity were checked. Only `readAssertion` makes one. */
export type VerifiedAssertion = {
  readonly [verified]: true
  readonly version: SamlVersion
  readonly id: string
  readonly issuer: string
  readonly subject: string
  readonly audience: string
  readonly notBefore: Instant
  readonly notOnOrAfter: Instant
  readonly confirmation: Confirmation
  /** Values by URI of the claim. */
  readonly claims: ReadonlyMap<string, readonly string[]>
}

/** URIs of SubjectConfirmation methods, by version. */
export const confirmationMethods = {
  saml2: {
    holderOfKey: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key',
    bearer: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  },
  saml1: {
    holderOfKey: 'urn:oasis:names:tc:SAML:1.0:cm:holder-of-key',
    bearer: 'urn:oasis:names:tc:SAML:1.0:cm:bearer',
  },
} as const

/** Format of the subject's name: ours to define. */
export const unspecifiedName = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'
