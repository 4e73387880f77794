import { isoTime } from '../../core/clock.ts'
import { XmlFragment, xml } from '../xml/index.ts'
import { type BusinessDocument, type BusinessMessage, type MessageEventItem, sbdmNamespaces } from './message.ts'

/**
 * Writes a Standard Business Document Message, its parts in the order of the schema.
 *
 * @see docs/wire-formats.md, SBR1
 */
export function writeBusinessMessage(message: BusinessMessage): XmlFragment {
  const { type, timestamps, sender, receiver, receipt, software, documents, events } = message
  const instances = documents.filter(({ content }) => content !== undefined)
  return xml`<StandardBusinessDocumentMessage xmlns="${sbdmNamespaces.data}"><StandardBusinessDocumentHeader><Message.Type.Text>${type}</Message.Type.Text><MessageTimestamps>${timestamps.map(({ at, source }) => xml`<MessageTimestamp><Message.Timestamp.Generation.Datetime>${isoTime(at)}</Message.Timestamp.Generation.Datetime><Message.Timestamp.GenerationSource.Code>${source}</Message.Timestamp.GenerationSource.Code></MessageTimestamp>`)}</MessageTimestamps>${sender && xml`<Sender>${writeParty(sender)}</Sender>`}${receiver && xml`<Receiver>${writeParty(receiver)}</Receiver>`}${receipt && xml`<LodgementReceipt><Lodgement.Receipt.Identifier>${receipt.id}</Lodgement.Receipt.Identifier><Lodgement.Receipt.Datetime>${isoTime(receipt.at)}</Lodgement.Receipt.Datetime></LodgementReceipt>`}${software && xml`<SoftwareInformation><OrganisationNameDetails.OrganisationalName.Text>${software.organisation}</OrganisationNameDetails.OrganisationalName.Text><SoftwareInformation.ProductName.Text>${software.product}</SoftwareInformation.ProductName.Text><SoftwareInformation.ProductVersion.Text>${software.version}</SoftwareInformation.ProductVersion.Text></SoftwareInformation>`}${documents.length > 0 ? xml`<BusinessDocuments>${documents.map((document) => writeDocument(document, message))}</BusinessDocuments>` : undefined}${events.length > 0 ? writeEvents(events) : undefined}</StandardBusinessDocumentHeader>${instances.length > 0 ? xml`<StandardBusinessDocumentBody><BusinessDocumentInstances>${instances.map(writeInstance)}</BusinessDocumentInstances></StandardBusinessDocumentBody>` : undefined}</StandardBusinessDocumentMessage>`
}

function writeParty(domain: string): XmlFragment {
  return xml`<IdentificationDetails.IdentifierDesignation.Text>${domain}</IdentificationDetails.IdentifierDesignation.Text><IdentificationDetails.IdentifierName.Text>AgencyInternetDomainName</IdentificationDetails.IdentifierName.Text>`
}

function writeDocument(document: BusinessDocument, { timestamps }: BusinessMessage): XmlFragment {
  const { sequence, validationUri, businessId, governmentId } = document
  const [made] = timestamps
  return xml`<BusinessDocument><BusinessDocument.Sequence.Number>${sequence}</BusinessDocument.Sequence.Number>${made && xml`<BusinessDocument.Creation.Datetime>${isoTime(made.at)}</BusinessDocument.Creation.Datetime>`}<BusinessDocument.ValidationUniformResourceIdentifier.Text>${validationUri}</BusinessDocument.ValidationUniformResourceIdentifier.Text>${businessId && xml`<BusinessDocument.BusinessGeneratedIdentifier.Text>${businessId}</BusinessDocument.BusinessGeneratedIdentifier.Text>`}${governmentId && xml`<BusinessDocument.GovernmentGeneratedIdentifier.Text>${governmentId}</BusinessDocument.GovernmentGeneratedIdentifier.Text>`}</BusinessDocument>`
}

/** The content is markup that was parsed, or made by the `xml` template. */
function writeInstance({ sequence, content }: BusinessDocument): XmlFragment {
  return xml`<BusinessDocumentInstance><BusinessDocument.Sequence.Number>${sequence}</BusinessDocument.Sequence.Number><BusinessDocument.Instance.Text>${XmlFragment.ofMarkup(content ?? '')}</BusinessDocument.Instance.Text></BusinessDocumentInstance>`
}

function writeEvents(events: readonly MessageEventItem[]): XmlFragment {
  const worst = (['Error', 'Warning', 'Information'] as const).find((one) =>
    events.some(({ severity }) => severity === one),
  )
  return xml`<MessageEvent><Message.Event.MaximumSeverity.Code>${worst}</Message.Event.MaximumSeverity.Code><MessageEventItems>${events.map(({ code, severity, short, detailed }) => xml`<MessageEventItem><Message.Event.Item.Error.Code>${code}</Message.Event.Item.Error.Code><Message.Event.Item.Severity.Code>${severity}</Message.Event.Item.Severity.Code><Message.Event.Item.Short.Description>${short}</Message.Event.Item.Short.Description><Message.Event.Item.Detailed.Description>${detailed}</Message.Event.Item.Detailed.Description></MessageEventItem>`)}</MessageEventItems></MessageEvent>`
}
