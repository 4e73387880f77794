import { MandateError } from '../../core/errors/index.ts'
import { type XmlElement, XmlFragment } from '../xml/index.ts'
import { type BusinessMessage, type SbdmOperation, sbdmNamespaces } from './message.ts'
import { writeBusinessMessage } from './write-message.ts'

/** Names of the elements around a message. Those of lodging are public; the others follow them. */
const names = { list: 'List', prefill: 'Prefill', prelodge: 'Prelodge', lodge: 'Lodge' } as const

/**
 * The request around a message.
 *
 * @see docs/wire-formats.md, SBR1
 */
export function writeRequest(operation: SbdmOperation, message: BusinessMessage): XmlFragment {
  return wrap(operation, `Request${names[operation]}Report`, message)
}

/** The response around a message; named as the request was, with its own spelling. */
export function writeResponse(operation: SbdmOperation, request: XmlElement, message: BusinessMessage): XmlFragment {
  return wrap(operation, request.local.replace(/^Request/, 'Response'), message)
}

/**
 * Checks that the Body holds the request of an operation. Letter case inside the name is forgiven, for only that of
 * lodging is known for certain.
 *
 * @throws MandateError `sbr.wrong-operation`
 */
export function checkRequest(operation: SbdmOperation, content: XmlElement): void {
  const wanted = new RegExp(`^Request${names[operation]}(Report|Reports)?$`, 'i')
  if (content.ns !== sbdmNamespaces.service(operation) || !wanted.test(content.local)) {
    throw new MandateError('sbr.wrong-operation', { operation, element: content.local.slice(0, 60) })
  }
}

/** The name was made here, or matched a pattern of letters. */
function wrap(operation: SbdmOperation, name: string, message: BusinessMessage): XmlFragment {
  const declaration = `xmlns:svc="${sbdmNamespaces.service(operation)}"`
  return XmlFragment.ofMarkup(`<svc:${name} ${declaration}>${writeBusinessMessage(message).markup}</svc:${name}>`)
}
