import { childOf, namespaces, onlyChild, textOf, type XmlElement } from '../../xml/index.ts'

/** The addressing headers of a request. Unsigned, they decide nothing but what kind of request it is. */
export type Addressing = {
  readonly action: string
  readonly messageId: string | undefined
  readonly to: { readonly element: XmlElement; readonly address: string } | undefined
}

/**
 * Reads the WS-Addressing headers; of them, only Action has to be there.
 *
 * @throws MandateError `xml.missing-element`, `xml.repeated-element`
 * @see Web Services Addressing 1.0, core, section 3
 */
export function readAddressing(header: XmlElement): Addressing {
  const messageId = childOf(header, namespaces.wsa, 'MessageID')
  const to = childOf(header, namespaces.wsa, 'To')
  return {
    action: textOf(onlyChild(header, namespaces.wsa, 'Action')).trim(),
    messageId: messageId && textOf(messageId).trim(),
    to: to && { element: to, address: textOf(to).trim() },
  }
}
