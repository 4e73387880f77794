import { canonicalize, childOf, namespaces, textOf, type XmlElement } from '../../xml/index.ts'

/** The service that the token is for. */
export type AppliesTo = {
  readonly address: string
  /** The whole element as text that can stand anywhere, to be echoed in the response. */
  readonly markup: string
}

const policyNamespaces = [namespaces.wsp, 'http://www.w3.org/ns/ws-policy']

/** Reads `wsp:AppliesTo/wsa:EndpointReference/wsa:Address`; `undefined` where the element or the address is missing. */
export function readAppliesTo(request: XmlElement): AppliesTo | undefined {
  for (const ns of policyNamespaces) {
    const element = childOf(request, ns, 'AppliesTo')
    const endpoint = element && childOf(element, namespaces.wsa, 'EndpointReference')
    const address = endpoint && childOf(endpoint, namespaces.wsa, 'Address')
    const text = address && textOf(address).trim()
    if (element && text) return { address: text, markup: canonicalize(element) }
  }
  return undefined
}
