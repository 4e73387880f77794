import { MandateError } from '../../../core/errors/index.ts'
import { childOf, childrenOf, namespaces, type XmlDocument, type XmlElement } from '../../xml/index.ts'

/** The parts of a SOAP 1.2 envelope at the places where they have to stand; the Body may be empty. */
export type SoapParts = {
  readonly document: XmlDocument
  readonly header: XmlElement | undefined
  readonly body: XmlElement
}

/** A SOAP 1.2 envelope whose Body holds a request or its answer. */
export type SoapEnvelope = SoapParts & {
  /** The one element in the Body. */
  readonly content: XmlElement
}

/**
 * Reads a SOAP 1.2 envelope: Envelope, at most one Header, then one Body with one element.
 *
 * @throws MandateError `mas.not-soap12`, `xml.missing-element`, `xml.repeated-element`, `xml.unexpected-element`
 * @see SOAP 1.2 part 1, section 5
 */
export function readEnvelope(document: XmlDocument): SoapEnvelope {
  const parts = readSoapParts(document)
  const [content, second] = childrenOf(parts.body)
  if (!content) throw new MandateError('xml.missing-element', { element: 'request', parent: 'Body' })
  if (second) throw new MandateError('xml.unexpected-element', { element: second.local, parent: 'Body' })
  return { ...parts, content }
}

/**
 * Reads a SOAP 1.2 envelope whatever its Body holds.
 *
 * @throws MandateError `mas.not-soap12`, `xml.missing-element`, `xml.repeated-element`, `xml.unexpected-element`
 * @see SOAP 1.2 part 1, section 5
 */
export function readSoapParts(document: XmlDocument): SoapParts {
  const { root } = document
  if (root.local !== 'Envelope' || root.ns !== namespaces.soap12) {
    throw new MandateError('mas.not-soap12', { found: `${root.local.slice(0, 60)} (${root.ns.slice(0, 80)})` })
  }
  const header = childOf(root, namespaces.soap12, 'Header')
  const body = childOf(root, namespaces.soap12, 'Body')
  if (!body) throw new MandateError('xml.missing-element', { element: 'Body', parent: 'Envelope' })
  for (const child of childrenOf(root)) {
    if (child !== header && child !== body) {
      throw new MandateError('xml.unexpected-element', { element: child.local, parent: 'Envelope' })
    }
  }
  if (header && header.start > body.start) {
    throw new MandateError('xml.unexpected-element', { element: 'Header', parent: 'Envelope after its Body' })
  }
  return { document, header, body }
}
