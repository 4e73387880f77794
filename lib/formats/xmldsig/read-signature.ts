import type { XmlElement } from '../xml/index.ts'
import type { SignatureStructure } from './types.ts'

export function readSignature(_element: XmlElement): SignatureStructure {
  throw new Error('on its way')
}
