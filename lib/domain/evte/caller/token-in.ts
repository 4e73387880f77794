import { MandateError } from '../../../core/errors/index.ts'
import { childrenOf, namespaces, type XmlElement } from '../../../formats/xml/index.ts'

/**
 * The one token that stands directly in the security header, with or without its SAML 2.0 wrapper.
 *
 * @param service whose errors say what is wrong
 * @throws MandateError `usi.token-missing`, `usi.token-repeated`, and the same of `sbr`
 */
export function tokenIn(security: XmlElement, service: 'usi' | 'sbr'): XmlElement {
  const tokens = childrenOf(security).filter(
    ({ ns, local }) =>
      (ns === namespaces.xenc && local === 'EncryptedData') ||
      (ns === namespaces.saml2 && local === 'EncryptedAssertion'),
  )
  const [token] = tokens
  if (!token) throw new MandateError(`${service}.token-missing`)
  if (tokens.length > 1) throw new MandateError(`${service}.token-repeated`, { count: tokens.length })
  return token
}
