import { attributeOf, childrenOf, namespaces, type XmlElement } from '../../../formats/xml/index.ts'
import { isTraceId, tokenIdPrefix } from '../../mas/trace/trace-id.ts'

/**
 * Which token a message says that it carries: the trace of its request, from the Id of the encrypted token. Nothing of
 * it is verified, so it is good for the trace of a refusal and nothing else; once the token is open, its own claim counts.
 *
 * @param header the SOAP Header
 */
export function namedTokenTrace(header: XmlElement): string | undefined {
  const [security] = childrenOf(header, namespaces.wsse, 'Security')
  if (security === undefined) return undefined
  const [wrapped] = childrenOf(security, namespaces.saml2, 'EncryptedAssertion')
  const [data] = childrenOf(wrapped ?? security, namespaces.xenc, 'EncryptedData')
  const id = data === undefined ? undefined : attributeOf(data, '', 'Id')
  const trace = id?.startsWith(tokenIdPrefix) ? id.slice(tokenIdPrefix.length) : undefined
  return trace !== undefined && isTraceId(trace) ? trace : undefined
}
