import type { KeyObject } from 'node:crypto'
import { toBase64, utf8 } from '../../lib/core/bytes.ts'
import { type Instant, isoTime } from '../../lib/core/clock.ts'
import { insertXml, parseXml, type XmlElement, XmlFragment } from '../../lib/formats/xml/index.ts'
import { algorithms, signReferences } from '../../lib/formats/xmldsig/index.ts'
import type { Holder } from './mas-world.ts'

/** What a client's own way of writing needs to know. */
export type ClientCall = { holder: Holder; now: Instant; to: string; appliesTo: string }

const soap = 'http://www.w3.org/2003/05/soap-envelope'
const wsa = 'http://www.w3.org/2005/08/addressing'
const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss'
const wsse = `${wss}-wssecurity-secext-1.0.xsd`
const wsu = `${wss}-wssecurity-utility-1.0.xsd`
const x509 = `${wss}-x509-token-profile-1.0#X509v3`
const base64 = `${wss}-soap-message-security-1.0#Base64Binary`
const trust = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512'
const wsp = 'http://schemas.xmlsoap.org/ws/2004/09/policy'
const identity = 'http://schemas.xmlsoap.org/ws/2005/05/identity'
const claims = 'http://vanguard.ebusiness.gov.au/2008/06/identity/claims'
const tokenType = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1'
const vanguard = 'http://vanguard.business.gov.au/2016/03'

/** Signs the parts with these identifiers and puts the signature behind the certificate. */
export function signParts(
  envelope: string,
  privateKey: KeyObject,
  options: { ids: string[]; tokenId: string; sha1?: boolean; valueType?: boolean; inclusivePrefixes?: string[] },
): string {
  const document = parseXml(utf8(envelope))
  const { ids, tokenId, sha1 = false, valueType = true, inclusivePrefixes } = options
  const signature = signReferences({
    references: ids.map((id) => ({
      uri: `#${id}`,
      element: document.ids.get(id) as XmlElement,
      inclusivePrefixes,
    })),
    key: privateKey,
    signatureAlgorithm: sha1 ? algorithms.rsaSha1 : algorithms.rsaSha256,
    digestAlgorithm: sha1 ? algorithms.sha1 : algorithms.sha256,
    keyInfo: XmlFragment.ofMarkup(
      `<o:SecurityTokenReference xmlns:o="${wsse}"><o:Reference URI="#${tokenId}"${valueType ? ` ValueType="${x509}"` : ''}/></o:SecurityTokenReference>`,
    ),
  })
  return insertXml(document, { after: document.ids.get(tokenId) as XmlElement }, signature)
}

const certificateOf = ({ certificate }: Holder) => toBase64(certificate.der)
const later = (now: Instant, ms: number) => isoTime((now + ms) as Instant)

/**
 * Client B, hand-built PHP: SAML 1.1, signs the Timestamp alone though To has an Id, created 9 seconds ago, no
 * Lifetime, names an algorithm for computed keys but sends no entropy, mustUnderstand as `1`.
 */
export function clientB({ holder, now, to, appliesTo }: ClientCall, options: { sha1?: boolean } = {}): string {
  const envelope = `<s:Envelope xmlns:s="${soap}" xmlns:a="${wsa}" xmlns:u="${wsu}"><s:Header><a:Action s:mustUnderstand="1">${trust}/RST/Issue</a:Action><a:MessageID>urn:uuid:7f3b3f6e-0001-4000-8000-00000000000b</a:MessageID><a:ReplyTo><a:Address>${wsa}/anonymous</a:Address></a:ReplyTo><a:To s:mustUnderstand="1" u:Id="_1">${to}</a:To><o:Security xmlns:o="${wsse}" s:mustUnderstand="1"><u:Timestamp u:Id="_0"><u:Created>${later(now, -9_000)}</u:Created><u:Expires>${later(now, 291_000)}</u:Expires></u:Timestamp><o:BinarySecurityToken u:Id="uuid-b-1" ValueType="${x509}" EncodingType="${base64}">${certificateOf(holder)}</o:BinarySecurityToken></o:Security></s:Header><s:Body><trust:RequestSecurityToken xmlns:trust="${trust}"><wsp:AppliesTo xmlns:wsp="${wsp}"><wsa:EndpointReference xmlns:wsa="${wsa}"><wsa:Address>${appliesTo}</wsa:Address></wsa:EndpointReference></wsp:AppliesTo><trust:Claims Dialect="${identity}" xmlns:i="${identity}"><i:ClaimType Uri="${claims}/abn" Optional="false"/><i:ClaimType Uri="${claims}/credentialtype" Optional="false"/></trust:Claims><trust:ComputedKeyAlgorithm>${trust}/CK/PSHA1</trust:ComputedKeyAlgorithm><trust:EncryptWith>http://www.w3.org/2001/04/xmlenc#aes256-cbc</trust:EncryptWith><trust:KeySize>256</trust:KeySize><trust:KeyType>${trust}/SymmetricKey</trust:KeyType><trust:RequestType>${trust}/Issue</trust:RequestType><trust:SignWith>http://www.w3.org/2000/09/xmldsig#hmac-sha1</trust:SignWith><trust:TokenType>${tokenType}#SAMLV1.1</trust:TokenType></trust:RequestSecurityToken></s:Body></s:Envelope>`
  return signParts(envelope, holder.privateKey, { ids: ['_0'], tokenId: 'uuid-b-1', valueType: false, ...options })
}

/** Client C, current PHP: SAML 2.0, pretty-printed, Timestamp and To signed, asks for a whole day, `true` for `1`. */
export function clientC({ holder, now, to, appliesTo }: ClientCall): string {
  const envelope = `<?xml version="1.0" encoding="UTF-8"?>
<soap12:Envelope xmlns:soap12="${soap}"
    xmlns:wsa="${wsa}">
  <soap12:Header>
    <wsse:Security xmlns:wsse="${wsse}" xmlns:wsu="${wsu}" soap12:mustUnderstand="true">
      <wsu:Timestamp wsu:Id="_0">
        <wsu:Created>${isoTime(now)}</wsu:Created>
        <wsu:Expires>${later(now, 300_000)}</wsu:Expires>
      </wsu:Timestamp>
      <wsse:BinarySecurityToken EncodingType="${base64}" ValueType="${x509}" wsu:Id="bst">
        ${certificateOf(holder).replace(/(.{64})/g, '$1\n')}
      </wsse:BinarySecurityToken>
    </wsse:Security>
    <wsa:To soap12:mustUnderstand="true" xmlns:wsu="${wsu}" wsu:Id="_1">${to}</wsa:To>
    <wsa:MessageID>urn:uuid:7f3b3f6e-0001-4000-8000-00000000000c</wsa:MessageID>
    <wsa:Action soap12:mustUnderstand="true">${trust}/RST/Issue</wsa:Action>
    <wsa:ReplyTo><wsa:Address>${wsa}/anonymous</wsa:Address></wsa:ReplyTo>
  </soap12:Header>
  <soap12:Body>
    <t:RequestSecurityToken xmlns:t="${trust}">
      <t:TokenType>${tokenType}#SAMLV2.0</t:TokenType>
      <t:RequestType>${trust}/Issue</t:RequestType>
      <t:KeyType>${trust}/SymmetricKey</t:KeyType>
      <wsp:AppliesTo xmlns:wsp="${wsp}"><wsa:EndpointReference><wsa:Address>${appliesTo}</wsa:Address></wsa:EndpointReference></wsp:AppliesTo>
      <t:Lifetime xmlns:wsu="${wsu}"><wsu:Created>${isoTime(now)}</wsu:Created><wsu:Expires>${later(now, 86_400_000)}</wsu:Expires></t:Lifetime>
      <t:Claims Dialect="${identity}" xmlns:i="${identity}">
        <i:ClaimType Uri="${claims}/abn"/>
        <i:ClaimType Uri="${claims}/credentialtype" Optional="false"/>
      </t:Claims>
    </t:RequestSecurityToken>
  </soap12:Body>
</soap12:Envelope>`
  return signParts(envelope, holder.privateKey, { ids: ['_0', '_1'], tokenId: 'bst' })
}

/** Client E, SBR2: no ReplyTo, KeySize 512, 30 minutes, the SBR set of claims, seconds without fraction. */
export function clientE({ holder, now, to, appliesTo }: ClientCall): string {
  const seconds = (text: string) => text.replace(/\.\d+Z$/, 'Z')
  const types = [
    ...['abn', 'commonname', 'credentialtype', 'samlsubjectid', 'fingerprint'].map((name) => [name, 'false']),
    ...['sbr_personid', 'givennames', 'credentialadministrator', 'stalecrlminutes', 'subjectdn', 'issuerdn'].map(
      (name) => [name, 'true'],
    ),
    ...['notafterdate', 'certificateserialnumber', 'previoussubject'].map((name) => [name, 'true']),
  ].map(([name, optional]) => `<i:ClaimType Uri="${claims}/${name}" Optional="${optional}"/>`)
  const envelope = `<soapenv:Envelope xmlns:soapenv="${soap}"><soapenv:Header xmlns:wsa="${wsa}"><wsse:Security xmlns:wsse="${wsse}" xmlns:wsu="${wsu}" soapenv:mustUnderstand="true"><wsse:BinarySecurityToken EncodingType="${base64}" ValueType="${x509}" wsu:Id="X509-1">${certificateOf(holder)}</wsse:BinarySecurityToken><wsu:Timestamp wsu:Id="TS-1"><wsu:Created>${seconds(isoTime(now))}</wsu:Created><wsu:Expires>${seconds(later(now, 300_000))}</wsu:Expires></wsu:Timestamp></wsse:Security><wsa:Action>${trust}/RST/Issue</wsa:Action><wsa:MessageID>uuid:e</wsa:MessageID><wsa:To xmlns:wsu="${wsu}" wsu:Id="To-1">${to}</wsa:To></soapenv:Header><soapenv:Body><wst:RequestSecurityToken xmlns:wst="${trust}"><wst:RequestType>${trust}/Issue</wst:RequestType><wsp:AppliesTo xmlns:wsp="${wsp}"><wsa:EndpointReference xmlns:wsa="${wsa}"><wsa:Address>${appliesTo}</wsa:Address></wsa:EndpointReference></wsp:AppliesTo><wst:Lifetime><wsu:Created xmlns:wsu="${wsu}">${isoTime(now)}</wsu:Created><wsu:Expires xmlns:wsu="${wsu}">${later(now, 1_800_000)}</wsu:Expires></wst:Lifetime><wst:TokenType>${tokenType}#SAMLV2.0</wst:TokenType><wst:KeyType>${trust}/SymmetricKey</wst:KeyType><wst:KeySize>512</wst:KeySize><wst:Claims Dialect="${identity}" xmlns:i="${identity}">${types.join('')}</wst:Claims></wst:RequestSecurityToken></soapenv:Body></soapenv:Envelope>`
  return signParts(envelope, holder.privateKey, {
    ids: ['To-1', 'TS-1'],
    tokenId: 'X509-1',
    inclusivePrefixes: ['wsse', 'soapenv'],
  })
}

export type Relation = { provider: string; client: string; softwareId: string }

/**
 * Client W, .NET: an ActivityId header of its own, seven digits of a second, ActAs with attributes in the namespace,
 * the claim for the client's ABN with its value, entropy where it is asked to.
 */
export function clientW(
  { holder, now, to, appliesTo }: ClientCall,
  { relation, entropy }: { relation?: Relation; entropy?: Uint8Array } = {},
): string {
  const ticks = (text: string) => text.replace('Z', '0000Z')
  const actAs =
    relation &&
    `<tr:ActAs xmlns:tr="http://docs.oasis-open.org/ws-sx/ws-trust/200802"><v13:RelationshipToken xmlns:v13="${vanguard}" v13:ID="0f8e2f70-6c35-4b3c-9a5e-2f6b5c1d0a01"><v13:Relationship v13:Type="OSPfor"><v13:Attribute v13:Name="SSID" v13:Value="${relation.softwareId}"/></v13:Relationship><v13:FirstParty v13:Scheme="uri://abr.gov.au/ABN" v13:Value="${relation.provider}"/><v13:SecondParty v13:Scheme="uri://abr.gov.au/ABN" v13:Value="${relation.client}"/></v13:RelationshipToken></tr:ActAs>`
  const abn = relation ? `<i:Value>${relation.client}</i:Value>` : ''
  const random =
    entropy &&
    `<trust:Entropy><trust:BinarySecret u:Id="uuid-w-3" Type="${trust}/Nonce">${toBase64(entropy)}</trust:BinarySecret></trust:Entropy><trust:ComputedKeyAlgorithm>${trust}/CK/PSHA1</trust:ComputedKeyAlgorithm>`
  const envelope = `<s:Envelope xmlns:s="${soap}" xmlns:a="${wsa}" xmlns:u="${wsu}"><s:Header><a:Action s:mustUnderstand="1">${trust}/RST/Issue</a:Action><a:MessageID>urn:uuid:7f3b3f6e-0001-4000-8000-0000000000a1</a:MessageID><ActivityId CorrelationId="c" xmlns="http://schemas.microsoft.com/2004/09/ServiceModel/Diagnostics">d</ActivityId><a:ReplyTo><a:Address>${wsa}/anonymous</a:Address></a:ReplyTo><a:To s:mustUnderstand="1" u:Id="_1">${to}</a:To><o:Security s:mustUnderstand="1" xmlns:o="${wsse}"><u:Timestamp u:Id="_0"><u:Created>${ticks(isoTime(now))}</u:Created><u:Expires>${ticks(later(now, 300_000))}</u:Expires></u:Timestamp><o:BinarySecurityToken u:Id="uuid-w-1" ValueType="${x509}" EncodingType="${base64}">${certificateOf(holder)}</o:BinarySecurityToken></o:Security></s:Header><s:Body><trust:RequestSecurityToken xmlns:trust="${trust}">${actAs ?? ''}<wsp:AppliesTo xmlns:wsp="${wsp}"><a:EndpointReference><a:Address>${appliesTo}</a:Address></a:EndpointReference></wsp:AppliesTo>${random ?? ''}<trust:KeyType>${trust}/SymmetricKey</trust:KeyType><trust:RequestType>${trust}/Issue</trust:RequestType><trust:TokenType>${tokenType}#SAMLV2.0</trust:TokenType><trust:Lifetime><u:Created>${ticks(isoTime(now))}</u:Created><u:Expires>${ticks(later(now, 1_800_000))}</u:Expires></trust:Lifetime><trust:SecondaryParameters><trust:KeySize>256</trust:KeySize><trust:Claims Dialect="${identity}" xmlns:i="${identity}"><i:ClaimType Uri="${claims}/abn" Optional="false">${abn}</i:ClaimType><i:ClaimType Uri="${claims}/credentialtype" Optional="false"/></trust:Claims><trust:KeyWrapAlgorithm>http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p</trust:KeyWrapAlgorithm></trust:SecondaryParameters></trust:RequestSecurityToken></s:Body></s:Envelope>`
  return signParts(envelope, holder.privateKey, { ids: ['_0', '_1'], tokenId: 'uuid-w-1' })
}

/**
 * Client A, Java (Metro): SAML 1.1, 20 minutes, a misspelt RequestType in what the relying party wishes, attributes of
 * the relationship without a namespace, To signed first.
 */
export function clientA(
  { holder, now, to, appliesTo }: ClientCall,
  { relation }: { relation?: Relation } = {},
): string {
  const actAs =
    relation &&
    `<ns9:ActAs xmlns:ns9="http://docs.oasis-open.org/ws-sx/ws-trust/200802"><RelationshipToken xmlns="${vanguard}" ID="0f8e2f70-6c35-4b3c-9a5e-2f6b5c1d0a02"><Relationship Type="OSPfor"><Attribute Name="SSID" Value="${relation.softwareId}"/></Relationship><FirstParty Scheme="uri://abr.gov.au/ABN" Value="${relation.provider}"/><SecondParty Scheme="uri://abr.gov.au/ABN" Value="${relation.client}"/></RelationshipToken></ns9:ActAs>`
  const envelope = `<S:Envelope xmlns:S="${soap}" xmlns:wsu="${wsu}"><S:Header><To xmlns="${wsa}" S:mustUnderstand="true" wsu:Id="_5002">${to}</To><Action xmlns="${wsa}" S:mustUnderstand="true">${trust}/RST/Issue</Action><ReplyTo xmlns="${wsa}"><Address>${wsa}/anonymous</Address></ReplyTo><MessageID xmlns="${wsa}">uuid:a</MessageID><wsse:Security xmlns:wsse="${wsse}" S:mustUnderstand="true"><wsu:Timestamp wsu:Id="_3"><wsu:Created>${isoTime(now).replace(/\.\d+/, '')}</wsu:Created><wsu:Expires>${later(now, 300_000).replace(/\.\d+/, '')}</wsu:Expires></wsu:Timestamp><wsse:BinarySecurityToken ValueType="${x509}" EncodingType="${base64}" wsu:Id="uuid_a">${certificateOf(holder)}</wsse:BinarySecurityToken></wsse:Security></S:Header><S:Body><trust:RequestSecurityToken xmlns:trust="${trust}"><trust:RequestType>${trust}/Issue</trust:RequestType>${actAs ?? ''}<wsp:AppliesTo xmlns:wsp="${wsp}"><EndpointReference xmlns="${wsa}"><Address>${appliesTo}</Address></EndpointReference></wsp:AppliesTo><trust:Lifetime><wsu:Created>${isoTime(now)}</wsu:Created><wsu:Expires>${later(now, 1_200_000)}</wsu:Expires></trust:Lifetime><trust:TokenType>${tokenType}#SAMLV1.1</trust:TokenType><trust:SecondaryParameters><trust:RequestType>${trust}/Issuee</trust:RequestType><trust:KeyType>${trust}/SymmetricKey</trust:KeyType><trust:KeySize>256</trust:KeySize><trust:Claims Dialect="${identity}" xmlns:i="${identity}"><i:ClaimType Uri="${claims}/abn" Optional="false"/></trust:Claims></trust:SecondaryParameters></trust:RequestSecurityToken></S:Body></S:Envelope>`
  return signParts(envelope, holder.privateKey, {
    ids: ['_5002', '_3'],
    tokenId: 'uuid_a',
    inclusivePrefixes: ['wsu', 'wsse', 'S'],
  })
}
