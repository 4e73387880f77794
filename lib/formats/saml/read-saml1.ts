import type { KeyObject } from 'node:crypto'
import type { Instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { childrenOf, namespaces, textOf, type XmlElement } from '../xml/index.ts'
import { type Confirmation, confirmationMethods } from './assertion.ts'
import { malformed, momentOf, needed, neededAttribute, readConfirmationKey } from './read-parts.ts'

/** What both versions of SAML say in their own way. */
export type AssertionParts = {
  id: string
  issuer: string
  subject: string
  notBefore: Instant
  notOnOrAfter: Instant
  audiences: readonly string[]
  claims: ReadonlyMap<string, readonly string[]>
  /** Later than the rest, since it opens the proof key. */
  readConfirmation(privateKey: KeyObject): Confirmation
}

/**
 * Takes a SAML 1.1 assertion apart whose signature was verified. The subject is read from the attribute statement.
 *
 * @throws MandateError `saml.malformed`, `saml.unknown-condition`, `saml.confirmation`
 */
export function readSaml1(assertion: XmlElement): AssertionParts {
  const saml = namespaces.saml1
  const conditions = needed(assertion, saml, 'Conditions')
  const statement = needed(assertion, saml, 'AttributeStatement')
  const subject = needed(statement, saml, 'Subject')
  return {
    id: neededAttribute(assertion, 'AssertionID'),
    issuer: neededAttribute(assertion, 'Issuer'),
    subject: textOf(needed(subject, saml, 'NameIdentifier')),
    notBefore: momentOf(conditions, 'NotBefore'),
    notOnOrAfter: momentOf(conditions, 'NotOnOrAfter'),
    audiences: readAudiences(conditions),
    claims: readClaims(statement),
    readConfirmation: (privateKey) => readConfirmation(subject, privateKey),
  }
}

function readAudiences(conditions: XmlElement): string[] {
  const [restriction, second] = childrenOf(conditions).map((condition) => {
    if (condition.local === 'AudienceRestrictionCondition' && condition.ns === namespaces.saml1) return condition
    throw new MandateError('saml.unknown-condition', { condition: condition.local.slice(0, 60) })
  })
  if (!restriction || second) throw malformed('there is not one AudienceRestrictionCondition')
  return childrenOf(restriction, namespaces.saml1, 'Audience').map((audience) => textOf(audience).trim())
}

function readConfirmation(subject: XmlElement, privateKey: KeyObject): Confirmation {
  const confirmation = needed(subject, namespaces.saml1, 'SubjectConfirmation')
  const [method, second] = childrenOf(confirmation, namespaces.saml1, 'ConfirmationMethod').map(textOf)
  if (!method || second) throw malformed('there is not one ConfirmationMethod')
  if (method === confirmationMethods.saml1.bearer) return { method: 'bearer' }
  if (method !== confirmationMethods.saml1.holderOfKey) {
    throw new MandateError('saml.confirmation', { method: method.slice(0, 120) })
  }
  return readConfirmationKey(needed(confirmation, namespaces.ds, 'KeyInfo'), privateKey)
}

function readClaims(statement: XmlElement): Map<string, string[]> {
  const claims = new Map<string, string[]>()
  for (const attribute of childrenOf(statement, namespaces.saml1, 'Attribute')) {
    const uri = `${neededAttribute(attribute, 'AttributeNamespace')}/${neededAttribute(attribute, 'AttributeName')}`
    if (claims.has(uri)) throw malformed(`the attribute ${uri.slice(0, 120)} is there twice`)
    claims.set(uri, childrenOf(attribute, namespaces.saml1, 'AttributeValue').map(textOf))
  }
  return claims
}
