import { childOf, childrenOf, namespaces, textOf, type XmlDocument, type XmlElement } from '../../xml/index.ts'

/** A SOAP 1.2 fault as a client sees it. */
export type ReceivedFault = {
  /** `Sender`, `Receiver` ... */
  code: string
  /** Local name of the innermost Subcode. */
  subcode: string | undefined
  text: string
  /** Parts of the text in the shape of the token service, where it has them. */
  event: string | undefined
  description: string | undefined
  advice: string | undefined
  trace: string | undefined
}

/** Reads a SOAP 1.2 fault; `undefined` where the document is none. */
export function readFault({ root }: XmlDocument): ReceivedFault | undefined {
  const soap = namespaces.soap12
  const body = root.local === 'Envelope' && root.ns === soap ? childOf(root, soap, 'Body') : undefined
  const fault = body && childOf(body, soap, 'Fault')
  const code = fault && childOf(fault, soap, 'Code')
  if (!fault || !code) return undefined
  const reason = childOf(fault, soap, 'Reason')
  const [first] = reason ? childrenOf(reason, soap, 'Text') : []
  const text = first ? textOf(first) : ''
  const cut = (name: string) => new RegExp(`${name}: \\[([^\\]]*)\\]`).exec(text)?.[1]
  return {
    code: localName(code),
    subcode: innermost(code),
    text,
    event: cut('Event Code'),
    description: cut('Event Description'),
    advice: cut('User Advice'),
    trace: cut('Trace'),
  }
}

function innermost(code: XmlElement): string | undefined {
  let found: string | undefined
  let at = childOf(code, namespaces.soap12, 'Subcode')
  while (at) {
    found = localName(at)
    at = childOf(at, namespaces.soap12, 'Subcode')
  }
  return found
}

function localName(code: XmlElement): string {
  const value = childOf(code, namespaces.soap12, 'Value')
  return value ? (textOf(value).trim().split(':').pop() as string) : ''
}
