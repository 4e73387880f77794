import { MandateError } from '../../../core/errors/index.ts'
import { attributeOf, childrenOf, namespaces, type XmlDocument, type XmlElement } from '../../xml/index.ts'

/**
 * Checks that the KeyInfo of a signature names just this `wsse:BinarySecurityToken`, by a direct reference to its
 * identifier and nothing else.
 *
 * @throws MandateError `mas.key-reference`
 * @see WS-Security: SOAP Message Security 1.1, section 7.2
 */
export function checkTokenReference(document: XmlDocument, signature: XmlElement, token: XmlElement): void {
  const keyInfo = only(childrenOf(signature, namespaces.ds, 'KeyInfo'))
  const reference = only(childrenOf(only(childrenOf(keyInfo))))
  const parent = reference.parent as XmlElement
  const uri = attributeOf(reference, '', 'URI') ?? ''
  const named =
    parent.local === 'SecurityTokenReference' &&
    parent.ns === namespaces.wsse &&
    reference.local === 'Reference' &&
    reference.ns === namespaces.wsse &&
    uri.startsWith('#') &&
    document.ids.get(uri.slice(1)) === token
  if (!named) throw new MandateError('mas.key-reference')
}

function only(elements: readonly XmlElement[]): XmlElement {
  const [element] = elements
  if (!element || elements.length > 1) throw new MandateError('mas.key-reference')
  return element
}
