import type { XmlElement } from '../xml/index.ts'
import type { VerifiedReference, VerifiedSignature } from './types.ts'

/** The class behind {@link VerifiedSignature}; not exported from the folder, so that only `verifySignature` makes one. */
export class Verified {
  readonly #made = true
  readonly element: XmlElement
  readonly references: readonly VerifiedReference[]
  readonly signatureAlgorithm: string
  readonly keyInfo: XmlElement | undefined

  constructor(
    element: XmlElement,
    references: readonly VerifiedReference[],
    signatureAlgorithm: string,
    keyInfo: XmlElement | undefined,
  ) {
    this.element = element
    this.references = Object.freeze(references)
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
