import type { KeyObject } from 'node:crypto'
import type { XmlDocument, XmlElement } from '../xml/index.ts'
import type { SignaturePolicy, VerificationStep, VerifiedSignature } from './types.ts'

export function verifySignature(
  _document: XmlDocument,
  _signature: XmlElement,
  _key: KeyObject,
  _policy: SignaturePolicy,
  _observe?: (step: VerificationStep) => void,
): VerifiedSignature {
  throw new Error('on its way')
}
