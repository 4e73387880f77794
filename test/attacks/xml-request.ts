import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { toBase64, utf8 } from '../../lib/core/bytes.ts'
import { seededRandom } from '../../lib/core/random.ts'
import {
  childOf,
  insertXml,
  namespaces,
  onlyChild,
  parseXml,
  type XmlDocument,
  type XmlElement,
  xml,
} from '../../lib/formats/xml/index.ts'
import {
  algorithms,
  type SignaturePolicy,
  signedElement,
  signReferences,
  type VerifiedSignature,
  verifySignature,
} from '../../lib/formats/xmldsig/index.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** The key pair of the machine credential that signs the requests here. */
export const credential: { privateKey: KeyObject; publicKey: KeyObject } = { privateKey, publicKey }

/** What the token service accepts from a client of its SHA-256 address. */
export const requestPolicy: SignaturePolicy = {
  signatureAlgorithms: [algorithms.rsaSha256],
  digestAlgorithms: [algorithms.sha256],
  transforms: [algorithms.exclusive],
  maxReferences: 4,
}

const issue = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue'
const address = 'https://localhost:3443/R3.0/S007v1.3/service.svc'
const identity = 'http://schemas.xmlsoap.org/ws/2005/05/identity'
const vanguard = 'http://vanguard.ebusiness.gov.au/2008/06/identity/claims'
const profile = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss'

const claims = [
  'abn',
  'commonname',
  'credentialtype',
  'samlsubjectid',
  'fingerprint',
  'sbr_personid',
  'givennames',
  'credentialadministrator',
  'subjectdn',
  'issuerdn',
  'notafterdate',
  'certificateserialnumber',
]

/**
 * A request for a token as clients send it, about 6 KB: Timestamp and To signed, Body not
 * (docs/wire-formats.md, WS-Security in the request).
 */
export function signedRequest({ signBody = false, to = address } = {}): string {
  const certificate = toBase64(seededRandom(7).bytes(1_150))
  const envelope = xml`<s:Envelope xmlns:s="${namespaces.soap12}" xmlns:a="${namespaces.wsa}" xmlns:u="${namespaces.wsu}"><s:Header><a:Action s:mustUnderstand="1">${issue}</a:Action><a:MessageID>urn:uuid:5b1b6a2e-6f9e-4a3b-9f6e-0b4b2f6b7f11</a:MessageID><a:ReplyTo><a:Address>http://www.w3.org/2005/08/addressing/anonymous</a:Address></a:ReplyTo><a:To s:mustUnderstand="1" u:Id="_1">${to}</a:To><o:Security s:mustUnderstand="1" xmlns:o="${namespaces.wsse}"><u:Timestamp u:Id="_0"><u:Created>2026-02-03T04:05:06.789Z</u:Created><u:Expires>2026-02-03T04:10:06.789Z</u:Expires></u:Timestamp><o:BinarySecurityToken u:Id="uuid-9d1c7a0e-1" ValueType="${profile}-x509-token-profile-1.0#X509v3" EncodingType="${profile}-soap-message-security-1.0#Base64Binary">${certificate}</o:BinarySecurityToken></o:Security></s:Header><s:Body u:Id="_2">${requestBody}</s:Body></s:Envelope>`
  const document = parseXml(utf8(envelope.markup))
  const element = (id: string) => document.ids.get(id) as XmlElement
  const signature = signReferences({
    references: ['_0', '_1', ...(signBody ? ['_2'] : [])].map((id) => ({ uri: `#${id}`, element: element(id) })),
    key: privateKey,
    signatureAlgorithm: algorithms.rsaSha256,
    digestAlgorithm: algorithms.sha256,
    keyInfo: xml`<o:SecurityTokenReference xmlns:o="${namespaces.wsse}"><o:Reference ValueType="${profile}-x509-token-profile-1.0#X509v3" URI="#uuid-9d1c7a0e-1"/></o:SecurityTokenReference>`,
  })
  return insertXml(document, { after: element('uuid-9d1c7a0e-1') }, signature)
}

const requestBody = xml`<t:RequestSecurityToken xmlns:t="${namespaces.wst13}"><t:RequestType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue</t:RequestType><wsp:AppliesTo xmlns:wsp="${namespaces.wsp}"><a:EndpointReference xmlns:a="${namespaces.wsa}"><a:Address>https://localhost:3443/evte/usi/service/v5/usiservice.svc</a:Address></a:EndpointReference></wsp:AppliesTo><t:TokenType>http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0</t:TokenType><t:KeyType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/SymmetricKey</t:KeyType><t:KeySize>256</t:KeySize><t:Claims Dialect="${identity}" xmlns:i="${identity}">${claims.map((name) => xml`<i:ClaimType Uri="${`${vanguard}/${name}`}" Optional="false"/>`)}</t:Claims><t:Lifetime><u:Created xmlns:u="${namespaces.wsu}">2026-02-03T04:05:06.789Z</u:Created><u:Expires xmlns:u="${namespaces.wsu}">2026-02-03T04:35:06.789Z</u:Expires></t:Lifetime><t:KeyWrapAlgorithm>http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p</t:KeyWrapAlgorithm><t:EncryptWith>http://www.w3.org/2001/04/xmlenc#aes256-cbc</t:EncryptWith><t:SignWith>http://www.w3.org/2000/09/xmldsig#hmac-sha1</t:SignWith></t:RequestSecurityToken>`

/** What a service that reads as it should believes of a request. */
export type Believed = { timestamp: XmlElement; to: XmlElement | undefined; verified: VerifiedSignature }

/**
 * Reads a request the way the services do: each part from the one place where the format has it, believed only if the
 * signature covers that very element.
 */
export function believe(message: string | Uint8Array, policy = requestPolicy, key = credential.publicKey): Believed {
  const document: XmlDocument = parseXml(typeof message === 'string' ? utf8(message) : message)
  const header = onlyChild(document.root, namespaces.soap12, 'Header')
  const security = onlyChild(header, namespaces.wsse, 'Security')
  const signature = onlyChild(security, namespaces.ds, 'Signature')
  const verified = verifySignature(document, signature, key, policy)
  const timestamp = signedElement(verified, onlyChild(security, namespaces.wsu, 'Timestamp'))
  const to = childOf(header, namespaces.wsa, 'To')
  return { timestamp, to: to && signedElement(verified, to), verified }
}

/** The same for a service that wants the body signed too. */
export function believeBody(markup: string): Believed & { body: XmlElement } {
  const believed = believe(markup)
  const root = rootOf(believed.verified.element)
  return { ...believed, body: signedElement(believed.verified, onlyChild(root, namespaces.soap12, 'Body')) }
}

function rootOf(element: XmlElement): XmlElement {
  let at = element
  while (at.parent) at = at.parent
  return at
}
