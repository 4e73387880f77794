import type { Instant } from '../../../core/clock.ts'
import type { FaultSide } from '../../../core/errors/define.ts'
import { namespaces, type XmlFragment, xml } from '../../xml/index.ts'
import { actions } from '../uris.ts'
import { writeEnvelope } from './write-response.ts'

/** A qualified name for `Subcode`. */
export type FaultSubcode = { prefix: string; ns: string; name: string }

export type SoapFault = {
  ids: { message: string; timestamp: string }
  relatesTo: string | undefined
  now: Instant
  /** `must-understand` for a header that was not understood. */
  side: FaultSide | 'must-understand'
  subcode: FaultSubcode | undefined
  /** Text of Reason; see {@link faultText}. */
  text: string
  /** Content of Detail. */
  detail: XmlFragment | undefined
  /** Action of the message; that of WS-Addressing faults where it is not given. */
  action?: string
}

/**
 * Writes a SOAP 1.2 fault message.
 *
 * @see SOAP 1.2 part 1, section 5.4; docs/wire-formats.md, Faults
 */
export function writeFault(fault: SoapFault): string {
  const { side, subcode, text, detail, action = actions.fault } = fault
  const body = xml`<soap:Fault><soap:Code><soap:Value>soap:${codes[side]}</soap:Value>${subcode && writeSubcode(subcode)}</soap:Code><soap:Reason><soap:Text xml:lang="en">${text}</soap:Text></soap:Reason>${detail && xml`<soap:Detail>${detail}</soap:Detail>`}</soap:Fault>`
  return writeEnvelope({ ...fault, action, body })
}

const codes = { sender: 'Sender', receiver: 'Receiver', 'must-understand': 'MustUnderstand' } as const

/** The declaration stands where the name is used: in the text of Value, a prefix is only characters. */
function writeSubcode({ prefix, ns, name }: FaultSubcode): XmlFragment {
  if (prefix === 'wst') return xml`<soap:Subcode><soap:Value xmlns:wst="${ns}">wst:${name}</soap:Value></soap:Subcode>`
  if (prefix === 'wsse') {
    return xml`<soap:Subcode><soap:Value xmlns:wsse="${ns}">wsse:${name}</soap:Value></soap:Subcode>`
  }
  throw new TypeError(`not a prefix of fault subcodes: ${prefix}`)
}

/** Subcodes of WS-Trust and of WS-Security. */
export const trustSubcode = (name: string): FaultSubcode => ({ prefix: 'wst', ns: namespaces.wst13, name })
export const securitySubcode = (name: string): FaultSubcode => ({ prefix: 'wsse', ns: namespaces.wsse, name })

/**
 * The one text of a fault in the shape that clients cut apart: they look for `Event Code: [`, for
 * `Event Description: [` up to `].`, and for `User Advice: [` up to `].`; so no part may hold a bracket.
 */
export function faultText(parts: {
  title: string
  event: string
  description: string
  advice: string
  trace: string | undefined
}): string {
  const plain = (text: string) => text.replaceAll('[', '(').replaceAll(']', ')').replace(/\s+/g, ' ').trim()
  const trace = parts.trace ? ` Trace: [${parts.trace}].` : ''
  return `${plain(parts.title)}. Event Code: [${parts.event}]. Event Description: [${plain(parts.description)}]. User Advice: [${plain(parts.advice)}].${trace}`
}
