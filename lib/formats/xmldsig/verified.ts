import type { XmlElement } from '../xml/index.ts'
import type { Attachment, VerifiedAttachment, VerifiedReference, VerifiedSignature } from './types.ts'

/** The class behind {@link VerifiedSignature}; not exported from the folder, so that only `verifySignature` makes one. */
export class Verified {
  readonly #made = true
  readonly element: XmlElement
  readonly references: readonly VerifiedReference[]
  readonly attachments: readonly VerifiedAttachment[]
  readonly signatureAlgorithm: string
  readonly keyInfo: XmlElement | undefined

  constructor(
    element: XmlElement,
    references: readonly VerifiedReference[],
    attachments: readonly VerifiedAttachment[],
    signatureAlgorithm: string,
    keyInfo: XmlElement | undefined,
  ) {
    this.element = element
    this.references = Object.freeze(references)
    this.attachments = Object.freeze(attachments)
    this.signatureAlgorithm = signatureAlgorithm
    this.keyInfo = keyInfo
    Object.freeze(this)
  }

  static is(value: unknown): value is Verified {
    return typeof value === 'object' && value !== null && #made in value
  }
}

/** The reference whose digest is over that very element, if the signature is a real one and has it. */
export function referenceTo(signature: VerifiedSignature, element: XmlElement): VerifiedReference | undefined {
  if (!Verified.is(signature)) return undefined
  return signature.references.find((reference) => reference.element === element)
}

/** True where the signature is a real one and covers that very attachment. */
export function coversAttachment(signature: VerifiedSignature, attachment: Attachment): boolean {
  return Verified.is(signature) && signature.attachments.some((one) => one.attachment === attachment)
}
