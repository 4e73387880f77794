import { isoTime } from '../../core/clock.ts'
import { namespaces, type XmlFragment, xml } from '../xml/index.ts'
import { type AssertionClaim, type AssertionToWrite, confirmationMethods, unspecifiedName } from './assertion.ts'
import { writeConfirmationKey } from './write-confirmation-key.ts'

/**
 * A SAML 2.0 assertion in exclusive canonical form, in two halves between which its signature goes. Every element has
 * an end tag, attributes and declarations stand in canonical order, and each namespace is declared where it is first
 * used.
 *
 * @see SAML 2.0 core section 2
 */
export function writeSaml2(assertion: AssertionToWrite): { beforeSignature: string; afterSignature: string } {
  const { id, issuer, issuedAt, authenticatedAt, audience, notBefore, notOnOrAfter, subject, claims } = assertion
  const whole =
    xml`<saml2:Assertion xmlns:saml2="${namespaces.saml2}" ID="${id}" IssueInstant="${isoTime(issuedAt)}" Version="2.0"><saml2:Issuer>${issuer}</saml2:Issuer><saml2:Subject><saml2:NameID Format="${unspecifiedName}">${subject}</saml2:NameID>${writeConfirmation(assertion)}</saml2:Subject><saml2:Conditions NotBefore="${isoTime(notBefore)}" NotOnOrAfter="${isoTime(notOnOrAfter)}"><saml2:AudienceRestriction><saml2:Audience>${audience}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions><saml2:AuthnStatement AuthnInstant="${isoTime(authenticatedAt)}"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:X509</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement><saml2:AttributeStatement>${claims.map(writeAttribute)}</saml2:AttributeStatement></saml2:Assertion>`
      .markup
  const at = whole.indexOf(endOfIssuer) + endOfIssuer.length
  return { beforeSignature: whole.slice(0, at), afterSignature: whole.slice(at) }
}

const endOfIssuer = '</saml2:Issuer>'

function writeConfirmation({ confirmation }: AssertionToWrite): XmlFragment {
  const key = writeConfirmationKey(confirmation)
  if (!key) {
    return xml`<saml2:SubjectConfirmation Method="${confirmationMethods.saml2.bearer}"></saml2:SubjectConfirmation>`
  }
  return xml`<saml2:SubjectConfirmation Method="${confirmationMethods.saml2.holderOfKey}"><saml2:SubjectConfirmationData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="saml2:KeyInfoConfirmationDataType">${key}</saml2:SubjectConfirmationData></saml2:SubjectConfirmation>`
}

function writeAttribute({ uri, values }: AssertionClaim): XmlFragment {
  return xml`<saml2:Attribute Name="${uri}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified">${values.map((value) => xml`<saml2:AttributeValue>${value}</saml2:AttributeValue>`)}</saml2:Attribute>`
}
