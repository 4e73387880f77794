import { attributeOf, childrenOf, type XmlElement } from '../../xml/index.ts'
import { as4Namespaces } from '../uris.ts'
import { malformed, needed, neededText, optionalText, readMessageInfo, readProperties } from './read-parts.ts'
import { readSignal } from './read-signal.ts'
import type { PartInfo, Party, SignalMessage, UserMessage } from './units.ts'

const { eb } = as4Namespaces
/** More units in one header than anybody sends. */
const mostUnits = 8

/**
 * Reads the message units of an `eb:Messaging` header, in their order. Believe nothing of it before the signature over
 * the header was verified.
 *
 * @throws MandateError `as4.messaging-malformed`, `xml.repeated-element`
 * @see ebMS 3.0 core section 5.2
 */
export function readMessaging(messaging: XmlElement): (UserMessage | SignalMessage)[] {
  const units = childrenOf(messaging, eb)
  if (units.length > mostUnits) throw malformed('there are too many messages in one')
  return units.map((unit) => {
    if (unit.local === 'UserMessage') return readUserMessage(unit)
    if (unit.local === 'SignalMessage') return readSignal(unit)
    throw malformed('there is something other than UserMessage and SignalMessage')
  })
}

function readUserMessage(unit: XmlElement): UserMessage {
  const parties = needed(unit, 'PartyInfo')
  const collaboration = needed(unit, 'CollaborationInfo')
  const agreement = optionalText(collaboration, 'AgreementRef')
  const mpc = attributeOf(unit, '', 'mpc')
  return {
    kind: 'user',
    ...readMessageInfo(unit),
    ...(mpc && { mpc }),
    from: readParty(needed(parties, 'From')),
    to: readParty(needed(parties, 'To')),
    ...(agreement && { agreement }),
    service: neededText(collaboration, 'Service'),
    action: neededText(collaboration, 'Action'),
    conversationId: neededText(collaboration, 'ConversationId'),
    properties: readProperties(childrenOf(unit, eb, 'MessageProperties')[0]),
    parts: readPayload(unit),
  }
}

function readParty(element: XmlElement): Party {
  const [id, second] = childrenOf(element, eb, 'PartyId')
  if (!id || second) throw malformed(`${element.local} needs one PartyId`)
  return {
    id: neededText(element, 'PartyId'),
    type: attributeOf(id, '', 'type') ?? '',
    role: neededText(element, 'Role'),
  }
}

function readPayload(unit: XmlElement): PartInfo[] {
  const [payload, second] = childrenOf(unit, eb, 'PayloadInfo')
  if (second) throw malformed('there are two PayloadInfo')
  if (!payload) return []
  return childrenOf(payload, eb, 'PartInfo').map((part) => ({
    href: attributeOf(part, '', 'href') ?? '',
    properties: readProperties(childrenOf(part, eb, 'PartProperties')[0]),
  }))
}
