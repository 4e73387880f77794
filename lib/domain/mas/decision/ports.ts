import type { KeyObject } from 'node:crypto'
import type { Abn } from '../../../core/abn.ts'
import type { Instant } from '../../../core/clock.ts'
import type { SoftwareId } from '../../../core/software-id.ts'
import type { Certificate } from '../../../formats/pki/certificate/certificate.ts'
import type { RelyingParty } from '../relying-parties/relying-party.ts'

/** Where a credential stands by the clock of its business. */
export type CredentialStanding =
  | { status: 'issuing' | 'active' }
  /** Nobody looks after it; it still works until then. */
  | { status: 'suspended'; until: Instant }
  /** `unclaimed`: because nobody looked after it for too long. */
  | { status: 'revoked'; at: Instant; unclaimed: boolean }
  | { status: 'expired'; at: Instant }

/** What the token service has to know about a credential. */
export type CredentialFacts = {
  id: string
  abn: Abn
  name: string
  businessName: string
  /** What the business's own clock is ahead of the real one, ms. */
  clockOffsetMs: number
  standing: CredentialStanding
  /** Sandbox: of another authority, which is trusted for this credential alone. */
  external?: { anchors: readonly Certificate[]; intermediates: readonly Certificate[] }
}

/** Whether a provider's cloud software may act for a client, and by what. */
export type RelationshipQuestion = { clientAbn: Abn; providerAbn: Abn; softwareId: SoftwareId; serviceId: string }
export type RelationshipDecision =
  | { allowed: true; notificationId: string; startDate: string; endDate: string | null }
  | { allowed: false; reason: string; sentence: string }

type Answer<Value> = Value | Promise<Value>

/** What the check of a sender asks: which authorities, credentials and businesses there are. */
export type CredentialPorts = Pick<
  DecisionPorts,
  'now' | 'anchors' | 'intermediates' | 'findCredential' | 'isCancelled'
>

/** Where the answer about a token that was issued gets its facts. */
export type ValidationPorts = Pick<DecisionPorts, 'now' | 'isCancelled' | 'acceptOnce'> & {
  /** @param fingerprint SHA-256 of the party's certificate, lower-case hexadecimal */
  findRelyingPartyByCertificate(fingerprint: string): { party: RelyingParty; addresses: readonly string[] } | undefined
  /** Certificates that sign our tokens, or signed those that are still about. */
  tokenSigners(): readonly { certificate: Uint8Array; publicKey: KeyObject }[]
  /** Whether tokens of S007v1.2 count. */
  allowsSha1: boolean
  /** The credential that a token was issued to, by the trace of its request. */
  findCredentialOfToken(traceId: string): Promise<CredentialFacts | undefined>
}

/** Where the decision about a token gets its facts. Answers from memory come at once, others as promises. */
export type DecisionPorts = {
  now(): Instant
  anchors: readonly Certificate[]
  intermediates: readonly Certificate[]
  /** @param fingerprint SHA-256 of the certificate, lower-case hexadecimal */
  findCredential(fingerprint: string): Answer<CredentialFacts | undefined>
  /** True where the ABN is cancelled in the business register. */
  isCancelled(abn: Abn): Answer<boolean>
  /** @param address as the client wrote it */
  findRelyingParty(address: string): Answer<RelyingParty | undefined>
  decideRelationship(question: RelationshipQuestion): Answer<RelationshipDecision>
  /** True for the first time that a message is shown; after `until` it may be forgotten. */
  acceptOnce(digest: string, until: Instant): Answer<boolean>
}
