import { type Abn, isAbn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { parseSoftwareId, type SoftwareId } from '../../../core/software-id.ts'
import { attributeOf, childOf, childrenOf, type XmlElement } from '../../xml/index.ts'
import { abnScheme, relationshipNamespace } from '../uris.ts'

/** Cloud software says: I (first party) act for this business (second party) by this subscription. */
export type Relationship = {
  readonly id: string
  readonly provider: Abn
  readonly client: Abn
  readonly softwareId: SoftwareId
}

/**
 * Reads the `RelationshipToken` inside `wst14:ActAs`. Its attributes may be written with or without the namespace:
 * clients do both.
 *
 * @throws MandateError `mas.act-as-malformed`
 * @see docs/wire-formats.md, Cloud software
 */
export function readRelationship(actAs: XmlElement): Relationship {
  const [token, second] = childrenOf(actAs)
  if (!token || second || token.local !== 'RelationshipToken' || token.ns !== relationshipNamespace) {
    throw malformed('ActAs does not hold one RelationshipToken')
  }
  const relationship = part(token, 'Relationship')
  if (attribute(relationship, 'Type') !== 'OSPfor') throw malformed('the Type of the Relationship is not OSPfor')
  return {
    id: attribute(token, 'ID'),
    provider: partyOf(token, 'FirstParty'),
    client: partyOf(token, 'SecondParty'),
    softwareId: softwareIdOf(relationship),
  }
}

function partyOf(token: XmlElement, name: 'FirstParty' | 'SecondParty'): Abn {
  const party = part(token, name)
  if (attribute(party, 'Scheme') !== abnScheme) throw malformed(`the Scheme of ${name} is not ${abnScheme}`)
  const value = attribute(party, 'Value')
  if (!isAbn(value)) throw malformed(`the Value of ${name} is not an ABN of 11 digits`)
  return value
}

function softwareIdOf(relationship: XmlElement): SoftwareId {
  const named = childrenOf(relationship, relationshipNamespace, 'Attribute').filter(
    (element) => attribute(element, 'Name') === 'SSID',
  )
  const [only, second] = named
  if (!only || second) throw malformed('the Relationship does not have one Attribute with the Name SSID')
  try {
    return parseSoftwareId(attribute(only, 'Value'))
  } catch {
    throw malformed('the SSID is not a software ID of 10 digits')
  }
}

function part(parent: XmlElement, name: string): XmlElement {
  const element = childOf(parent, relationshipNamespace, name)
  if (!element) throw malformed(`there is no ${name}`)
  return element
}

function attribute(element: XmlElement, name: string): string {
  const qualified = attributeOf(element, relationshipNamespace, name)
  const plain = attributeOf(element, '', name)
  if (qualified !== undefined && plain !== undefined && qualified !== plain) {
    throw malformed(`${element.local} has two different attributes ${name}`)
  }
  const value = (qualified ?? plain)?.trim()
  if (!value) throw malformed(`${element.local} lacks its attribute ${name}`)
  return value
}

function malformed(what: string): MandateError {
  return new MandateError('mas.act-as-malformed', { what })
}
