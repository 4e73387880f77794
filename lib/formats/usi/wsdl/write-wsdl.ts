import { XmlFragment as Markup, namespaces, type XmlFragment, xml } from '../../xml/index.ts'
import { usiAction, usiNamespaces } from '../names.ts'
import { usiOperations } from '../schema/operations.ts'
import { writeUsiFaultSchema, writeUsiSchema } from './write-schema.ts'

/** Where the service and its token service are. */
export type UsiAddresses = {
  /** Absolute address of the USI service. */
  service: string
  /** Absolute address of the token service whose tokens it takes. */
  tokenService: string
}

/**
 * The WSDL of version 5 of the USI service: names, messages and security policy of the public contract, with the
 * addresses of this installation.
 *
 * @see WSDL 1.1, WS-SecurityPolicy 1.2 (200702); docs/wire-formats.md, USI Registry web service
 */
export function writeUsiWsdl(addresses: UsiAddresses): string {
  const names = Object.keys(usiOperations)
  const definitions = xml`<wsdl:definitions name="USIService" targetNamespace="${usiNamespaces.service}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${usiNamespaces.service}" xmlns:u="${usiNamespaces.messages}" xmlns:f="${usiNamespaces.faults}" xmlns:wsa="${namespaces.wsa}" xmlns:wsaw="http://www.w3.org/2006/05/addressing/wsdl" xmlns:wsp="${namespaces.wsp}" xmlns:wsu="${namespaces.wsu}">${writePolicy(addresses.tokenService)}<wsdl:types>${writeUsiSchema()}${writeUsiFaultSchema()}</wsdl:types>${names.map(writeMessages)}<wsdl:portType name="IUSIService">${names.map(writePortOperation)}</wsdl:portType><wsdl:binding name="${port}" type="tns:IUSIService"><wsp:PolicyReference URI="#${port}_policy"/><soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/>${names.map(writeBindingOperation)}</wsdl:binding><wsdl:service name="USIService"><wsdl:documentation>Mandate: a simulated USI registry, version 5. It holds no real people.</wsdl:documentation><wsdl:port name="${port}" binding="tns:${port}"><soap12:address location="${addresses.service}"/><wsa:EndpointReference><wsa:Address>${addresses.service}</wsa:Address></wsa:EndpointReference></wsdl:port></wsdl:service></wsdl:definitions>`
  return `<?xml version="1.0" encoding="utf-8"?>\n${definitions.markup}\n`
}

const port = 'WS2007FederationHttpBinding_IUSIService'
const policy = 'http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702'

function writeMessages(name: string): XmlFragment {
  return xml`<wsdl:message name="IUSIService_${name}_InputMessage"><wsdl:part name="in" element="u:${name}"/></wsdl:message><wsdl:message name="IUSIService_${name}_OutputMessage"><wsdl:part name="out" element="u:${name}Response"/></wsdl:message><wsdl:message name="IUSIService_${name}_ErrorInfoFault_FaultMessage"><wsdl:part name="detailList" element="f:ArrayOfErrorInfo"/></wsdl:message><wsdl:message name="IUSIService_${name}_ErrorInfoFault_FaultMessage_Single"><wsdl:part name="detail" element="f:ErrorInfo"/></wsdl:message>`
}

function writePortOperation(name: string): XmlFragment {
  const fault = usiAction(name, 'fault')
  const message = `tns:IUSIService_${name}_ErrorInfoFault_FaultMessage`
  return xml`<wsdl:operation name="${name}"><wsdl:input wsaw:Action="${usiAction(name)}" message="tns:IUSIService_${name}_InputMessage"/><wsdl:output wsaw:Action="${usiAction(name, 'response')}" message="tns:IUSIService_${name}_OutputMessage"/><wsdl:fault name="ArrayOfErrorInfoFault" wsaw:Action="${fault}" message="${message}"/><wsdl:fault name="ErrorInfoFault" wsaw:Action="${fault}" message="${message}_Single"/></wsdl:operation>`
}

function writeBindingOperation(name: string): XmlFragment {
  const body = xml`<soap12:body use="literal"/>`
  const faults = ['ArrayOfErrorInfoFault', 'ErrorInfoFault'].map(
    (fault) => xml`<wsdl:fault name="${fault}"><soap12:fault name="${fault}" use="literal"/></wsdl:fault>`,
  )
  return xml`<wsdl:operation name="${name}"><soap12:operation soapAction="${usiAction(name)}" style="document"/><wsdl:input>${body}</wsdl:input><wsdl:output>${body}</wsdl:output>${faults}</wsdl:operation>`
}

/** TLS, a Timestamp, and a token of the token service whose proof key endorses the message. */
function writePolicy(tokenService: string): XmlFragment {
  const template = [
    ['KeyType', `${namespaces.wst13}/SymmetricKey`],
    ['KeySize', '256'],
    ['KeyWrapAlgorithm', 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'],
    ['EncryptWith', 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'],
    ['SignWith', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'],
    ['CanonicalizationAlgorithm', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    ['EncryptionAlgorithm', 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'],
  ].map(([name, value]) => xml`${Markup.ofMarkup(`<trust:${name}>`)}${value}${Markup.ofMarkup(`</trust:${name}>`)}`)
  const claims = ['abn', 'credentialtype'].map(
    (claim) => xml`<wsid:ClaimType Uri="http://vanguard.ebusiness.gov.au/2008/06/identity/claims/${claim}"/>`,
  )
  const [keyType, keySize, keyWrap, ...rest] = template
  const issuer = xml`<sp:Issuer><wsa:Address>${tokenService}</wsa:Address><wsa:Metadata><mex:Metadata xmlns:mex="http://schemas.xmlsoap.org/ws/2004/09/mex"><mex:MetadataSection><mex:MetadataReference><wsa:Address>${tokenService}/mex</wsa:Address></mex:MetadataReference></mex:MetadataSection></mex:Metadata></wsa:Metadata></sp:Issuer>`
  const request = xml`<sp:RequestSecurityTokenTemplate xmlns:trust="${namespaces.wst13}">${keyType}${keySize}${keyWrap}<trust:Claims xmlns:wsid="http://schemas.xmlsoap.org/ws/2005/05/identity" Dialect="http://schemas.xmlsoap.org/ws/2005/05/identity">${claims}</trust:Claims>${rest}</sp:RequestSecurityTokenTemplate>`
  return xml`<wsp:Policy wsu:Id="${port}_policy" xmlns:sp="${policy}"><wsp:ExactlyOne><wsp:All><sp:TransportBinding><wsp:Policy><sp:TransportToken><wsp:Policy><sp:HttpsToken/></wsp:Policy></sp:TransportToken><sp:AlgorithmSuite><wsp:Policy><sp:Basic256Sha256Rsa15/></wsp:Policy></sp:AlgorithmSuite><sp:Layout><wsp:Policy><sp:Strict/></wsp:Policy></sp:Layout><sp:IncludeTimestamp/></wsp:Policy></sp:TransportBinding><sp:EndorsingSupportingTokens><wsp:Policy><sp:IssuedToken sp:IncludeToken="${policy}/IncludeToken/AlwaysToRecipient">${issuer}${request}<wsp:Policy><sp:RequireInternalReference/></wsp:Policy></sp:IssuedToken></wsp:Policy></sp:EndorsingSupportingTokens><sp:Wss11><wsp:Policy/></sp:Wss11><sp:Trust13><wsp:Policy><sp:MustSupportIssuedTokens/></wsp:Policy></sp:Trust13><wsaw:UsingAddressing/></wsp:All></wsp:ExactlyOne></wsp:Policy>`
}
