import type { XmlLimits } from '../limits.ts'
import type { XmlDocument } from '../node.ts'

export function parseXml(_bytes: Uint8Array, _limits?: Partial<XmlLimits>): XmlDocument {
  throw new Error('on its way')
}
