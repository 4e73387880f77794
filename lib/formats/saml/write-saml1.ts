import { isoTime } from '../../core/clock.ts'
import { namespaces, type XmlFragment, xml } from '../xml/index.ts'
import { type AssertionClaim, type AssertionToWrite, confirmationMethods, unspecifiedName } from './assertion.ts'
import { splitClaim } from './split-claim.ts'
import { writeConfirmationKey } from './write-confirmation-key.ts'

/**
 * A SAML 1.1 assertion in exclusive canonical form, in two halves between which its signature goes (at the end).
 *
 * @see SAML 1.1 core section 2
 */
export function writeSaml1(assertion: AssertionToWrite): { beforeSignature: string; afterSignature: string } {
  const { id, issuer, issuedAt, audience, notBefore, notOnOrAfter, claims } = assertion
  const whole =
    xml`<saml1:Assertion xmlns:saml1="${namespaces.saml1}" AssertionID="${id}" IssueInstant="${isoTime(issuedAt)}" Issuer="${issuer}" MajorVersion="1" MinorVersion="1"><saml1:Conditions NotBefore="${isoTime(notBefore)}" NotOnOrAfter="${isoTime(notOnOrAfter)}"><saml1:AudienceRestrictionCondition><saml1:Audience>${audience}</saml1:Audience></saml1:AudienceRestrictionCondition></saml1:Conditions><saml1:AttributeStatement>${writeSubject(assertion)}${claims.map(writeAttribute)}</saml1:AttributeStatement></saml1:Assertion>`
      .markup
  const at = whole.length - endOfAssertion.length
  return { beforeSignature: whole.slice(0, at), afterSignature: endOfAssertion }
}

const endOfAssertion = '</saml1:Assertion>'

function writeSubject({ subject, confirmation }: AssertionToWrite): XmlFragment {
  const { holderOfKey, bearer } = confirmationMethods.saml1
  const key = writeConfirmationKey(confirmation)
  return xml`<saml1:Subject><saml1:NameIdentifier Format="${unspecifiedName}">${subject}</saml1:NameIdentifier><saml1:SubjectConfirmation><saml1:ConfirmationMethod>${key ? holderOfKey : bearer}</saml1:ConfirmationMethod>${key}</saml1:SubjectConfirmation></saml1:Subject>`
}

function writeAttribute({ uri, values }: AssertionClaim): XmlFragment {
  const { namespace, name } = splitClaim(uri)
  return xml`<saml1:Attribute AttributeName="${name}" AttributeNamespace="${namespace}">${values.map((value) => xml`<saml1:AttributeValue>${value}</saml1:AttributeValue>`)}</saml1:Attribute>`
}
