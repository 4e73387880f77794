import { fromBase64 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { childOf, childrenOf, namespaces, textOf, type XmlElement } from '../../xml/index.ts'

/**
 * The client's random bytes in `wst:Entropy/wst:BinarySecret`; `undefined` where there is none.
 *
 * @throws MandateError `mas.entropy` where it is encrypted, or has fewer than 16 or more than 128 bytes
 * @see WS-Trust 1.3 section 4.4.3
 */
export function readEntropy(request: XmlElement): Uint8Array | undefined {
  const entropy = childOf(request, namespaces.wst13, 'Entropy')
  if (!entropy) return undefined
  const [secret, ...more] = childrenOf(entropy)
  if (!secret || more.length > 0 || secret.local !== 'BinarySecret' || secret.ns !== namespaces.wst13) {
    throw new MandateError('mas.entropy', { what: 'it does not hold one BinarySecret' })
  }
  const bytes = fromBase64(textOf(secret))
  if (!bytes) throw new MandateError('mas.entropy', { what: 'it is not base64' })
  if (bytes.length < 16 || bytes.length > 128) {
    throw new MandateError('mas.entropy', { what: `it has ${bytes.length} bytes` })
  }
  return bytes
}
