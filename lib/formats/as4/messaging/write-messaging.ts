import { isoTime } from '../../../core/clock.ts'
import { attributes, namespaces, type XmlFragment, xml } from '../../xml/index.ts'
import { algorithms } from '../../xmldsig/index.ts'
import { as4Namespaces } from '../uris.ts'
import type { EbmsError } from './ebms-error.ts'
import type { PartInfo, Party, ReceiptReference, SignalMessage, UserMessage } from './units.ts'

/**
 * Writes an `eb:Messaging` header with its message units. Its `wsu:Id` is what a signature refers to.
 *
 * @see ebMS 3.0 core section 5.2
 */
export function writeMessaging(units: readonly (UserMessage | SignalMessage)[], id: string): XmlFragment {
  return xml`<eb:Messaging xmlns:eb="${as4Namespaces.eb}" xmlns:wsu="${namespaces.wsu}" xmlns:soap="${namespaces.soap12}" soap:mustUnderstand="true" wsu:Id="${id}">${units.map((unit) => (unit.kind === 'user' ? writeUserMessage(unit) : writeSignal(unit)))}</eb:Messaging>`
}

function writeUserMessage(message: UserMessage): XmlFragment {
  const { agreement, service, action, conversationId, parts, properties } = message
  return xml`<eb:UserMessage${attributes({ mpc: message.mpc })}>${writeInfo(message)}<eb:PartyInfo><eb:From>${writeParty(message.from)}</eb:From><eb:To>${writeParty(message.to)}</eb:To></eb:PartyInfo><eb:CollaborationInfo>${agreement === undefined ? undefined : xml`<eb:AgreementRef>${agreement}</eb:AgreementRef>`}<eb:Service>${service}</eb:Service><eb:Action>${action}</eb:Action><eb:ConversationId>${conversationId}</eb:ConversationId></eb:CollaborationInfo>${properties.size > 0 ? xml`<eb:MessageProperties>${writeProperties(properties)}</eb:MessageProperties>` : undefined}${parts.length > 0 ? xml`<eb:PayloadInfo>${parts.map(writePart)}</eb:PayloadInfo>` : undefined}</eb:UserMessage>`
}

function writeParty({ id, type, role }: Party): XmlFragment {
  return xml`<eb:PartyId${attributes({ type: type || undefined })}>${id}</eb:PartyId><eb:Role>${role}</eb:Role>`
}

function writePart({ href, properties }: PartInfo): XmlFragment {
  return xml`<eb:PartInfo href="${href}"><eb:PartProperties>${writeProperties(properties)}</eb:PartProperties></eb:PartInfo>`
}

function writeProperties(properties: ReadonlyMap<string, string>): XmlFragment[] {
  return [...properties].map(([name, value]) => xml`<eb:Property name="${name}">${value}</eb:Property>`)
}

function writeSignal(signal: SignalMessage): XmlFragment {
  return xml`<eb:SignalMessage>${writeInfo(signal)}${writeContent(signal)}</eb:SignalMessage>`
}

function writeContent(signal: SignalMessage): XmlFragment | XmlFragment[] {
  switch (signal.kind) {
    case 'pull': {
      const { mpc, select } = signal
      return xml`<eb:PullRequest${attributes({ mpc })}>${select === undefined ? undefined : xml`<eb:RefToMessageId>${select}</eb:RefToMessageId>`}</eb:PullRequest>`
    }
    case 'receipt':
      return xml`<eb:Receipt><ebbp:NonRepudiationInformation xmlns:ebbp="${as4Namespaces.ebbp}">${signal.references.map(writeReference)}</ebbp:NonRepudiationInformation></eb:Receipt>`
    case 'errors':
      return signal.errors.map(writeError)
  }
}

/** One part of the message, as its signature referred to it. */
function writeReference({ uri, digestAlgorithm, digestValue }: ReceiptReference): XmlFragment {
  const transform = uri.startsWith('cid:') ? algorithms.attachmentContent : algorithms.exclusive
  return xml`<ebbp:MessagePartNRInformation><ds:Reference xmlns:ds="${namespaces.ds}" URI="${uri}"><ds:Transforms><ds:Transform Algorithm="${transform}"/></ds:Transforms><ds:DigestMethod Algorithm="${digestAlgorithm}"/><ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference></ebbp:MessagePartNRInformation>`
}

function writeError(error: EbmsError): XmlFragment {
  const { code, severity, category, shortDescription, refToMessageInError, description, detail } = error
  const given = attributes({ refToMessageInError })
  return xml`<eb:Error errorCode="${code}" severity="${severity}" category="${category}" origin="ebMS" shortDescription="${shortDescription}"${given}>${description === undefined ? undefined : xml`<eb:Description xml:lang="en">${description}</eb:Description>`}${detail === undefined ? undefined : xml`<eb:ErrorDetail>${detail}</eb:ErrorDetail>`}</eb:Error>`
}

function writeInfo({ timestamp, messageId, refToMessageId }: UserMessage | SignalMessage): XmlFragment {
  return xml`<eb:MessageInfo><eb:Timestamp>${isoTime(timestamp)}</eb:Timestamp><eb:MessageId>${messageId}</eb:MessageId>${refToMessageId === undefined ? undefined : xml`<eb:RefToMessageId>${refToMessageId}</eb:RefToMessageId>`}</eb:MessageInfo>`
}
