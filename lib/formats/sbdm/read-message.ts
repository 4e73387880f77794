import { parseDateTime } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { canonicalize, childOf, childrenOf, textOf, type XmlElement } from '../xml/index.ts'
import {
  type BusinessDocument,
  type BusinessMessage,
  type MessageEventItem,
  sbdmNamespaces,
  type TimestampSource,
} from './message.ts'

const { data } = sbdmNamespaces
const sources: readonly string[] = ['BusinessEntity', 'SBRCore', 'GovernmentAgency', 'VANguard']
const severities: readonly string[] = ['Error', 'Warning', 'Information']
/** More documents in one message than any form has. */
const mostDocuments = 100

/**
 * Reads the Standard Business Document Message inside a request or response of the core services.
 *
 * @param wrapper `RequestLodgeReport` and its like
 * @throws MandateError `sbr.request-invalid`, `xml.repeated-element`
 * @see docs/wire-formats.md, SBR1; docs/sbr.md for what is not known of it
 */
export function readBusinessMessage(wrapper: XmlElement): BusinessMessage {
  const message = needed(wrapper, 'StandardBusinessDocumentMessage')
  const header = needed(message, 'StandardBusinessDocumentHeader')
  const body = child(message, 'StandardBusinessDocumentBody')
  const sender = readParty(header, 'Sender')
  const receiver = readParty(header, 'Receiver')
  const receipt = readReceipt(header)
  const software = readSoftware(header)
  return {
    type: neededText(header, 'Message.Type.Text'),
    timestamps: readTimestamps(header),
    ...(sender && { sender }),
    ...(receiver && { receiver }),
    ...(receipt && { receipt }),
    ...(software && { software }),
    documents: readDocuments(header, body),
    events: readEvents(header),
  }
}

function readTimestamps(header: XmlElement): BusinessMessage['timestamps'] {
  return listOf(header, 'MessageTimestamps', 'MessageTimestamp').map((element) => {
    const at = parseDateTime(neededText(element, 'Message.Timestamp.Generation.Datetime'))
    const source = neededText(element, 'Message.Timestamp.GenerationSource.Code')
    if (at === undefined) throw invalid('A MessageTimestamp is not a date and time.')
    if (!sources.includes(source)) throw invalid(`A MessageTimestamp has the source "${source.slice(0, 60)}".`)
    return { at, source: source as TimestampSource }
  })
}

function readParty(header: XmlElement, name: string): string | undefined {
  const party = child(header, name)
  return party && neededText(party, 'IdentificationDetails.IdentifierDesignation.Text')
}

function readReceipt(header: XmlElement): BusinessMessage['receipt'] {
  const receipt = child(header, 'LodgementReceipt')
  if (!receipt) return undefined
  const at = parseDateTime(neededText(receipt, 'Lodgement.Receipt.Datetime'))
  if (at === undefined) throw invalid('Lodgement.Receipt.Datetime is not a date and time.')
  return { id: neededText(receipt, 'Lodgement.Receipt.Identifier'), at }
}

function readSoftware(header: XmlElement): BusinessMessage['software'] {
  const software = child(header, 'SoftwareInformation')
  if (!software) return undefined
  return {
    organisation: neededText(software, 'OrganisationNameDetails.OrganisationalName.Text'),
    product: neededText(software, 'SoftwareInformation.ProductName.Text'),
    version: neededText(software, 'SoftwareInformation.ProductVersion.Text'),
  }
}

function readDocuments(header: XmlElement, body: XmlElement | undefined): BusinessDocument[] {
  const instances = new Map<number, string>()
  for (const instance of body ? listOf(body, 'BusinessDocumentInstances', 'BusinessDocumentInstance') : []) {
    const sequence = sequenceOf(instance)
    if (instances.has(sequence)) throw invalid(`The document ${sequence} is there twice.`)
    instances.set(sequence, contentOf(needed(instance, 'BusinessDocument.Instance.Text')))
  }
  const seen = new Set<number>()
  const documents = listOf(header, 'BusinessDocuments', 'BusinessDocument').map((element) => {
    const sequence = sequenceOf(element)
    if (seen.has(sequence)) throw invalid(`The header names the document ${sequence} twice.`)
    seen.add(sequence)
    const businessId = textIn(element, 'BusinessDocument.BusinessGeneratedIdentifier.Text')
    const governmentId = textIn(element, 'BusinessDocument.GovernmentGeneratedIdentifier.Text')
    const content = instances.get(sequence)
    return {
      sequence,
      validationUri: neededText(element, 'BusinessDocument.ValidationUniformResourceIdentifier.Text'),
      ...(businessId && { businessId }),
      ...(governmentId && { governmentId }),
      ...(content !== undefined && { content }),
    }
  })
  for (const sequence of instances.keys()) {
    if (!seen.has(sequence)) throw invalid(`The header does not name the document ${sequence}.`)
  }
  return documents
}

/** The document is XML inside the message, or its text. */
function contentOf(element: XmlElement): string {
  const [root, second] = childrenOf(element)
  if (second) throw invalid('BusinessDocument.Instance.Text holds more than one element.')
  return root ? canonicalize(root) : textOf(element)
}

function readEvents(header: XmlElement): MessageEventItem[] {
  const event = child(header, 'MessageEvent')
  if (!event) return []
  return listOf(event, 'MessageEventItems', 'MessageEventItem').map((item) => {
    const severity = neededText(item, 'Message.Event.Item.Severity.Code')
    if (!severities.includes(severity)) throw invalid('An event has a severity that is not known.')
    return {
      code: neededText(item, 'Message.Event.Item.Error.Code'),
      severity: severity as MessageEventItem['severity'],
      short: textIn(item, 'Message.Event.Item.Short.Description') ?? '',
      detailed: textIn(item, 'Message.Event.Item.Detailed.Description') ?? '',
    }
  })
}

function sequenceOf(element: XmlElement): number {
  const text = neededText(element, 'BusinessDocument.Sequence.Number')
  if (!/^\d{1,6}$/.test(text)) throw invalid('A BusinessDocument.Sequence.Number is no number.')
  return Number(text)
}

function listOf(parent: XmlElement, list: string, item: string): XmlElement[] {
  const element = child(parent, list)
  const items = element ? childrenOf(element, data, item) : []
  if (items.length > mostDocuments) throw invalid(`${list} holds more than ${mostDocuments}.`)
  return items
}

const child = (parent: XmlElement, local: string) => childOf(parent, data, local)

function needed(parent: XmlElement, local: string): XmlElement {
  const element = child(parent, local)
  if (!element) throw invalid(`${parent.local} lacks its ${local}.`)
  return element
}

function textIn(parent: XmlElement, local: string): string | undefined {
  const element = child(parent, local)
  return element && textOf(element).trim().slice(0, 1_024)
}

function neededText(parent: XmlElement, local: string): string {
  const text = textOf(needed(parent, local)).trim()
  if (text === '' || text.length > 1_024) throw invalid(`${local} is empty or too long.`)
  return text
}

function invalid(what: string): MandateError {
  return new MandateError('sbr.request-invalid', { what })
}
