import type { KeyObject } from 'node:crypto'
import { MandateError } from '../../../core/errors/index.ts'
import type { XmlElement } from '../../xml/index.ts'
import {
  algorithms,
  coversAttachment,
  signedElement,
  type VerificationStep,
  type VerifiedSignature,
  verifySignature,
} from '../../xmldsig/index.ts'
import { readMessaging } from '../messaging/read-messaging.ts'
import type { ReceiptReference, SignalMessage, UserMessage } from '../messaging/units.ts'
import type { MimePart } from '../mime/read-part.ts'
import type { ReceivedAs4 } from './read-message.ts'

declare const verified: unique symbol

/** What a message says, of which every part is signed. Only `verifyAs4` makes one. */
export type VerifiedAs4 = {
  readonly [verified]: true
  readonly units: readonly (UserMessage | SignalMessage)[]
  readonly attachments: readonly MimePart[]
  /** What was signed, for a receipt. */
  readonly references: readonly ReceiptReference[]
}

/** What may stand in a security header beside what has to be signed. */
type SignedParts = {
  signature: XmlElement
  /** Elements that have to be signed as well: the token. */
  required: readonly XmlElement[]
  /** Elements that may be signed: the certificate, a Timestamp. */
  allowed: readonly XmlElement[]
}

/**
 * Verifies the one signature of a message: over `eb:Messaging`, the Body, each attachment and what else is required,
 * where they stand. Gives what was signed.
 *
 * @param key public key of a certificate that the caller trusts, or will check
 * @throws MandateError `xmldsig.*`, `as4.part-not-signed`, `as4.signed-part-elsewhere`, `as4.messaging-malformed`
 * @see AS4 profile section 5.1.4 and following; SOAP Messages with Attachments Profile 1.1, section 5.4
 */
export function verifyAs4(
  message: ReceivedAs4,
  { signature, required, allowed }: SignedParts,
  key: KeyObject,
  observe?: (step: VerificationStep) => void,
): VerifiedAs4 {
  const { document, messaging, body, attachments } = message
  const byId = new Map(attachments.map((part) => [part.contentId as string, part]))
  const policy = { ...signaturePolicy, maxReferences: attachments.length + 8, attachments: byId }
  const proved = verifySignature(document, signature, key, policy, observe)

  const needed = [messaging, body, ...required]
  for (const element of needed) checkSigned(proved, element)
  for (const part of attachments) {
    if (!coversAttachment(proved, part)) {
      throw new MandateError('as4.part-not-signed', { part: `the attachment "${part.contentId?.slice(0, 120)}"` })
    }
  }
  for (const { element } of proved.references) {
    if (needed.includes(element) || allowed.includes(element)) continue
    throw new MandateError('as4.signed-part-elsewhere', { element: element.local.slice(0, 60) })
  }
  const read = { units: readMessaging(messaging), attachments, references: referencesOf(proved) }
  return read as unknown as VerifiedAs4
}

/** Exclusive canonicalization and SHA-256 alone: there is no old client of this service to be kind to. */
const signaturePolicy = {
  signatureAlgorithms: [algorithms.rsaSha256],
  digestAlgorithms: [algorithms.sha256],
  transforms: [algorithms.exclusive, algorithms.attachmentContent],
}

function checkSigned(proved: VerifiedSignature, element: XmlElement): void {
  try {
    signedElement(proved, element)
  } catch (cause) {
    throw new MandateError('as4.part-not-signed', { part: element.local.slice(0, 60) }, { cause })
  }
}

function referencesOf({ references, attachments }: VerifiedSignature): ReceiptReference[] {
  return [...references, ...attachments].map(({ uri, digestAlgorithm, digestValue }) => ({
    uri,
    digestAlgorithm,
    digestValue,
  }))
}
