import { actions } from '../../../formats/wstrust/index.ts'
import { namespaces, XmlFragment, xml } from '../../../formats/xml/index.ts'
import type { ServiceVersion } from '../service-version.ts'

/** Target namespace of the contract, as the known clients expect it. */
export const contractNamespace = 'http://schemas.microsoft.com/ws/2008/06/identity/securitytokenservice'

const wsdl = 'http://schemas.xmlsoap.org/wsdl/'
const soapBinding = 'http://schemas.xmlsoap.org/wsdl/soap12/'
const securityPolicy = 'http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702'
const addressingMetadata = 'http://www.w3.org/2007/05/addressing/metadata'

/**
 * The contract of the token service at an address, with its security policy: TLS, a Timestamp, and a signature by an
 * X.509 certificate over Timestamp and To.
 *
 * @param endpoint address under which the client reaches the service
 * @see WSDL 1.1; WS-SecurityPolicy 1.2; docs/wire-formats.md, Endpoints
 */
export function writeWsdl({ version, endpoint }: { version: ServiceVersion; endpoint: string }): XmlFragment {
  return xml`<wsdl:definitions xmlns:wsdl="${wsdl}" xmlns:soap12="${soapBinding}" xmlns:tns="${contractNamespace}" xmlns:trust="${namespaces.wst13}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:wsa="${namespaces.wsa}" xmlns:wsam="${addressingMetadata}" xmlns:wsp="${namespaces.wsp}" xmlns:wsu="${namespaces.wsu}" xmlns:sp="${securityPolicy}" name="SecurityTokenService" targetNamespace="${contractNamespace}">${policyOf(version)}${types}${messages}${operations}<wsdl:service name="SecurityTokenService"><wsdl:port name="S007SecurityTokenServiceEndpoint" binding="tns:S007SecurityTokenServiceBinding"><soap12:address location="${endpoint}"/><wsa:EndpointReference><wsa:Address>${endpoint}</wsa:Address></wsa:EndpointReference></wsdl:port></wsdl:service></wsdl:definitions>`
}

const policyId = 'S007SecurityTokenServicePolicy'

/** The suites name digests; with both, the signature uses the same hash, as .NET reads them. */
function policyOf({ hash }: ServiceVersion): XmlFragment {
  const suite = XmlFragment.ofMarkup(hash === 'sha256' ? '<sp:Basic256Sha256Rsa15/>' : '<sp:Basic256/>')
  return xml`<wsp:Policy wsu:Id="${policyId}"><wsp:ExactlyOne><wsp:All><sp:TransportBinding><wsp:Policy><sp:TransportToken><wsp:Policy><sp:HttpsToken><wsp:Policy/></sp:HttpsToken></wsp:Policy></sp:TransportToken><sp:AlgorithmSuite><wsp:Policy>${suite}</wsp:Policy></sp:AlgorithmSuite><sp:Layout><wsp:Policy><sp:Lax/></wsp:Policy></sp:Layout><sp:IncludeTimestamp/></wsp:Policy></sp:TransportBinding><sp:EndorsingSupportingTokens><wsp:Policy><sp:X509Token sp:IncludeToken="${securityPolicy}/IncludeToken/AlwaysToRecipient"><wsp:Policy><sp:WssX509V3Token10/></wsp:Policy></sp:X509Token><sp:SignedParts><sp:Header Name="To" Namespace="${namespaces.wsa}"/></sp:SignedParts></wsp:Policy></sp:EndorsingSupportingTokens><sp:Wss11><wsp:Policy/></sp:Wss11><sp:Trust13><wsp:Policy><sp:MustSupportIssuedTokens/><sp:RequireClientEntropy wsp:Optional="true"/><sp:RequireServerEntropy wsp:Optional="true"/></wsp:Policy></sp:Trust13><wsam:Addressing><wsp:Policy/></wsam:Addressing></wsp:All></wsp:ExactlyOne></wsp:Policy>`
}

const types = xml`<wsdl:types><xs:schema targetNamespace="${namespaces.wst13}" elementFormDefault="qualified"><xs:element name="RequestSecurityToken" type="trust:RequestSecurityTokenType"/><xs:complexType name="RequestSecurityTokenType"><xs:sequence><xs:any namespace="##any" processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="Context" type="xs:anyURI" use="optional"/><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType><xs:element name="RequestSecurityTokenResponse" type="trust:RequestSecurityTokenResponseType"/><xs:complexType name="RequestSecurityTokenResponseType"><xs:sequence><xs:any namespace="##any" processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="Context" type="xs:anyURI" use="optional"/><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType><xs:element name="RequestSecurityTokenResponseCollection" type="trust:RequestSecurityTokenResponseCollectionType"/><xs:complexType name="RequestSecurityTokenResponseCollectionType"><xs:sequence><xs:element ref="trust:RequestSecurityTokenResponse" minOccurs="1" maxOccurs="unbounded"/></xs:sequence><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType></xs:schema></wsdl:types>`

const messages = xml`<wsdl:message name="IssueRequest"><wsdl:part name="request" element="trust:RequestSecurityToken"/></wsdl:message><wsdl:message name="IssueResponse"><wsdl:part name="response" element="trust:RequestSecurityTokenResponseCollection"/></wsdl:message><wsdl:message name="ValidateRequest"><wsdl:part name="request" element="trust:RequestSecurityToken"/></wsdl:message><wsdl:message name="ValidateResponse"><wsdl:part name="response" element="trust:RequestSecurityTokenResponse"/></wsdl:message>`

const operations = xml`<wsdl:portType name="ISecurityTokenService"><wsdl:operation name="Issue"><wsdl:input wsam:Action="${actions.issue}" message="tns:IssueRequest"/><wsdl:output wsam:Action="${actions.issued}" message="tns:IssueResponse"/></wsdl:operation><wsdl:operation name="Validate"><wsdl:documentation>For services that accept our tokens: the signature has to cover the Body as well.</wsdl:documentation><wsdl:input wsam:Action="${actions.validate}" message="tns:ValidateRequest"/><wsdl:output wsam:Action="${actions.validated}" message="tns:ValidateResponse"/></wsdl:operation></wsdl:portType><wsdl:binding name="S007SecurityTokenServiceBinding" type="tns:ISecurityTokenService"><wsp:PolicyReference URI="#${policyId}"/><soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="Issue"><soap12:operation soapAction="${actions.issue}" style="document"/><wsdl:input><soap12:body use="literal"/></wsdl:input><wsdl:output><soap12:body use="literal"/></wsdl:output></wsdl:operation><wsdl:operation name="Validate"><soap12:operation soapAction="${actions.validate}" style="document"/><wsdl:input><soap12:body use="literal"/></wsdl:input><wsdl:output><soap12:body use="literal"/></wsdl:output></wsdl:operation></wsdl:binding>`
