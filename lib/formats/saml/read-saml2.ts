import type { KeyObject } from 'node:crypto'
import { MandateError } from '../../core/errors/index.ts'
import { attributeOf, childOf, childrenOf, namespaces, textOf, type XmlElement } from '../xml/index.ts'
import { type Confirmation, confirmationMethods } from './assertion.ts'
import { malformed, momentOf, needed, neededAttribute, readConfirmationKey } from './read-parts.ts'
import type { AssertionParts } from './read-saml1.ts'

/**
 * Takes a SAML 2.0 assertion apart whose signature was verified.
 *
 * @throws MandateError `saml.malformed`, `saml.unknown-condition`, `saml.confirmation`
 */
export function readSaml2(assertion: XmlElement): AssertionParts {
  const saml = namespaces.saml2
  const subject = needed(assertion, saml, 'Subject')
  const conditions = needed(assertion, saml, 'Conditions')
  const name = needed(subject, saml, 'NameID')
  return {
    id: neededAttribute(assertion, 'ID'),
    issuer: textOf(needed(assertion, saml, 'Issuer')),
    subject: textOf(name),
    notBefore: momentOf(conditions, 'NotBefore'),
    notOnOrAfter: momentOf(conditions, 'NotOnOrAfter'),
    audiences: readAudiences(conditions),
    claims: readClaims(assertion),
    readConfirmation: (privateKey) => readConfirmation(subject, privateKey),
  }
}

function readAudiences(conditions: XmlElement): string[] {
  const [restriction, second] = childrenOf(conditions).map((condition) => {
    if (condition.local === 'AudienceRestriction' && condition.ns === namespaces.saml2) return condition
    throw new MandateError('saml.unknown-condition', { condition: condition.local.slice(0, 60) })
  })
  if (!restriction || second) throw malformed('there is not one AudienceRestriction')
  return childrenOf(restriction, namespaces.saml2, 'Audience').map((audience) => textOf(audience).trim())
}

function readConfirmation(subject: XmlElement, privateKey: KeyObject): Confirmation {
  const [confirmation, second] = childrenOf(subject, namespaces.saml2, 'SubjectConfirmation')
  if (!confirmation || second) throw malformed('there is not one SubjectConfirmation')
  const method = attributeOf(confirmation, '', 'Method') ?? ''
  if (method === confirmationMethods.saml2.bearer) return { method: 'bearer' }
  if (method !== confirmationMethods.saml2.holderOfKey) {
    throw new MandateError('saml.confirmation', { method: method.slice(0, 120) })
  }
  const data = needed(confirmation, namespaces.saml2, 'SubjectConfirmationData')
  return readConfirmationKey(needed(data, namespaces.ds, 'KeyInfo'), privateKey)
}

function readClaims(assertion: XmlElement): Map<string, string[]> {
  const claims = new Map<string, string[]>()
  const statement = childOf(assertion, namespaces.saml2, 'AttributeStatement')
  for (const attribute of statement ? childrenOf(statement, namespaces.saml2, 'Attribute') : []) {
    const name = neededAttribute(attribute, 'Name')
    if (claims.has(name)) throw malformed(`the attribute ${name.slice(0, 120)} is there twice`)
    claims.set(name, childrenOf(attribute, namespaces.saml2, 'AttributeValue').map(textOf))
  }
  return claims
}
