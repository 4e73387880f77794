import { MandateError } from '../../../core/errors/index.ts'
import { childOf, childrenOf, namespaces, type XmlElement } from '../../xml/index.ts'
import { isForReceiver } from './check-must-understand.ts'

/** The security header, with the parts that stand directly in it. Nothing of it is believed yet. */
export type SecurityHeader = {
  readonly element: XmlElement
  readonly timestamp: XmlElement | undefined
  readonly signature: XmlElement | undefined
  readonly binaryToken: XmlElement | undefined
}

/**
 * Finds the one `wsse:Security` header for the receiver, and its parts. Two of anything are refused: a reader that
 * takes the first beside one that takes the last is how signature wrapping works.
 *
 * @throws MandateError `mas.security-missing`, `xml.repeated-element`
 * @see WS-Security: SOAP Message Security 1.1, section 5
 */
export function readSecurity(header: XmlElement | undefined): SecurityHeader {
  const found = header ? childrenOf(header, namespaces.wsse, 'Security') : []
  const [element, second] = found.filter(isForReceiver)
  if (!element) throw new MandateError('mas.security-missing')
  if (second) throw new MandateError('xml.repeated-element', { element: 'Security', parent: 'Header' })
  return {
    element,
    timestamp: childOf(element, namespaces.wsu, 'Timestamp'),
    signature: childOf(element, namespaces.ds, 'Signature'),
    binaryToken: childOf(element, namespaces.wsse, 'BinarySecurityToken'),
  }
}
