import { type Instant, parseDateTime } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { attributeOf, childOf, textOf, type XmlElement } from '../../xml/index.ts'
import { as4Namespaces } from '../uris.ts'

const { eb } = as4Namespaces

/** What `eb:MessageInfo` says. */
export function readMessageInfo(unit: XmlElement): {
  timestamp: Instant
  messageId: string
  refToMessageId?: string
} {
  const info = needed(unit, 'MessageInfo')
  const timestamp = parseDateTime(neededText(info, 'Timestamp'))
  if (timestamp === undefined) throw malformed('Timestamp is not a date and time')
  const reference = childOf(info, eb, 'RefToMessageId')
  return {
    timestamp,
    messageId: messageIdOf(needed(info, 'MessageId')),
    ...(reference && { refToMessageId: messageIdOf(reference) }),
  }
}

/** A message identifier as RFC 2822 has it, without its brackets; ebMS 3.0 core section 5.2.2.1. */
export function messageIdOf(element: XmlElement): string {
  const id = textOf(element).trim()
  if (!/^[^\s<>@]{1,200}@[^\s<>@]{1,200}$/.test(id) || id.length > 255) {
    throw malformed(`${element.local} is not of the form name@domain`)
  }
  return id
}

/** Properties by name; a name that is there twice is refused. */
export function readProperties(parent: XmlElement | undefined): ReadonlyMap<string, string> {
  const properties = new Map<string, string>()
  for (const child of parent?.children ?? []) {
    if (child.type !== 'element' || child.local !== 'Property' || child.ns !== eb) continue
    const name = attributeOf(child, '', 'name') ?? ''
    if (name === '' || properties.has(name)) {
      throw malformed(`a Property of ${parent?.local} has no name, or that of another one`)
    }
    properties.set(name, limited(child))
  }
  return properties
}

export function needed(parent: XmlElement, local: string): XmlElement {
  const element = childOf(parent, eb, local)
  if (!element) throw malformed(`${parent.local} lacks its ${local}`)
  return element
}

export function neededText(parent: XmlElement, local: string): string {
  const text = limited(needed(parent, local))
  if (text === '') throw malformed(`${local} is empty`)
  return text
}

export function optionalText(parent: XmlElement, local: string): string | undefined {
  const element = childOf(parent, eb, local)
  return element && limited(element)
}

function limited(element: XmlElement): string {
  const text = textOf(element).trim()
  if (text.length > 1_024) throw malformed(`${element.local} is longer than 1,024 characters`)
  return text
}

export function malformed(problem: string): MandateError {
  return new MandateError('as4.messaging-malformed', { problem })
}
