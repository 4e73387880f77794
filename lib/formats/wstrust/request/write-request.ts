import type { KeyObject } from 'node:crypto'
import { toBase64, utf8 } from '../../../core/bytes.ts'
import { type Instant, isoTime, minute } from '../../../core/clock.ts'
import { type Random, uuid } from '../../../core/random.ts'
import { attributes, insertXml, namespaces, parseXml, type XmlElement, type XmlFragment, xml } from '../../xml/index.ts'
import { algorithms, signReferences } from '../../xmldsig/index.ts'
import {
  abnScheme,
  actions,
  anonymousAddress,
  base64Encoding,
  claimsDialect,
  computedKeyPsha1,
  keyTypes,
  nonceSecret,
  relationshipNamespace,
  requestTypes,
  statusType,
  tokenTypes,
  x509Token,
} from '../uris.ts'
import type { ClaimRequest } from './read-claims.ts'

/** Who signs a message to the token service, and how. */
export type MessageToSign = {
  /** Address of the token service. */
  to: string
  certificate: Uint8Array
  privateKey: KeyObject
  now: Instant
  random: Random
  /**
   * `wsu:Id` of the Timestamp, `_0` where not given. With an Id of its own, each of several requests of one moment is
   * signed differently, so that none is taken for another one sent again.
   */
  timestampId?: string
  /** `sha256` for S007v1.3, `sha1` for S007v1.2. */
  hash?: 'sha256' | 'sha1'
}

/** What a client asks of the token service. */
export type TokenRequestToWrite = MessageToSign & {
  /** Address of the service that the token is for. */
  appliesTo: string
  tokenType?: 'saml2' | 'saml1'
  keyType?: 'symmetric' | 'public' | 'bearer'
  /** Bits. */
  keySize?: number
  claims?: readonly ClaimRequest[]
  lifetime?: { created: Instant; expires: Instant }
  entropy?: Uint8Array
  /** Sign the Body as well, as no known client does. */
  signBody?: boolean
  actAs?: { id: string; provider: string; client: string; softwareId: string }
}

/**
 * Writes a signed request for a token: Timestamp and To signed with the key of the certificate.
 *
 * @see WS-Trust 1.3 section 4.1; docs/wire-formats.md, The request
 */
export function writeTokenRequest(request: TokenRequestToWrite): string {
  return signMessage(request, {
    action: actions.issue,
    content: writeBody(request),
    signBody: request.signBody ?? false,
  })
}

/**
 * Writes the question of a relying party whether a token holds, with Timestamp, To and Body signed.
 *
 * @param request `assertion`: the token after it was decrypted, as markup
 * @see WS-Trust 1.3 section 7; docs/wire-formats.md, Validate
 */
export function writeValidateRequest({ assertion, ...message }: MessageToSign & { assertion: XmlFragment }): string {
  const content = xml`<t:RequestSecurityToken xmlns:t="${namespaces.wst13}"><t:RequestType>${requestTypes.validate}</t:RequestType><t:TokenType>${statusType}</t:TokenType><t:ValidateTarget>${assertion}</t:ValidateTarget></t:RequestSecurityToken>`
  return signMessage(message, { action: actions.validate, content, signBody: true })
}

function signMessage(
  message: MessageToSign,
  { action, content, signBody }: { action: string; content: XmlFragment; signBody: boolean },
): string {
  const { to, certificate, now, random, hash = 'sha256', privateKey, timestampId = '_0' } = message
  const tokenId = `uuid-${uuid(random)}`
  const envelope = xml`<s:Envelope xmlns:s="${namespaces.soap12}" xmlns:a="${namespaces.wsa}" xmlns:u="${namespaces.wsu}"><s:Header><a:Action s:mustUnderstand="1">${action}</a:Action><a:MessageID>urn:uuid:${uuid(random)}</a:MessageID><a:ReplyTo><a:Address>${anonymousAddress}</a:Address></a:ReplyTo><a:To s:mustUnderstand="1" u:Id="_1">${to}</a:To><o:Security s:mustUnderstand="1" xmlns:o="${namespaces.wsse}"><u:Timestamp u:Id="${timestampId}"><u:Created>${isoTime(now)}</u:Created><u:Expires>${isoTime((now + 5 * minute) as Instant)}</u:Expires></u:Timestamp><o:BinarySecurityToken u:Id="${tokenId}" ValueType="${x509Token}" EncodingType="${base64Encoding}">${toBase64(certificate)}</o:BinarySecurityToken></o:Security></s:Header><s:Body${attributes({ 'u:Id': signBody ? '_2' : undefined })}>${content}</s:Body></s:Envelope>`
  const document = parseXml(utf8(envelope.markup))
  const element = (id: string) => document.ids.get(id) as XmlElement
  const signature = signReferences({
    references: [timestampId, '_1', ...(signBody ? ['_2'] : [])].map((id) => ({ uri: `#${id}`, element: element(id) })),
    key: privateKey,
    signatureAlgorithm: hash === 'sha256' ? algorithms.rsaSha256 : algorithms.rsaSha1,
    digestAlgorithm: hash === 'sha256' ? algorithms.sha256 : algorithms.sha1,
    keyInfo: xml`<o:SecurityTokenReference xmlns:o="${namespaces.wsse}"><o:Reference URI="#${tokenId}" ValueType="${x509Token}"/></o:SecurityTokenReference>`,
  })
  return insertXml(document, { after: element(tokenId) }, signature)
}

function writeBody(request: TokenRequestToWrite): XmlFragment {
  const { appliesTo, tokenType = 'saml2', keyType = 'symmetric', keySize, claims, lifetime, entropy, actAs } = request
  return xml`<t:RequestSecurityToken xmlns:t="${namespaces.wst13}"><wsp:AppliesTo xmlns:wsp="${namespaces.wsp}"><a:EndpointReference><a:Address>${appliesTo}</a:Address></a:EndpointReference></wsp:AppliesTo>${actAs && writeActAs(actAs)}${claims && writeClaims(claims)}${
    entropy &&
    xml`<t:Entropy><t:BinarySecret Type="${nonceSecret}">${toBase64(entropy)}</t:BinarySecret></t:Entropy><t:ComputedKeyAlgorithm>${computedKeyPsha1}</t:ComputedKeyAlgorithm>`
  }${keySize && xml`<t:KeySize>${keySize}</t:KeySize>`}<t:KeyType>${keyTypes[keyType]}</t:KeyType>${
    lifetime &&
    xml`<t:Lifetime><u:Created>${isoTime(lifetime.created)}</u:Created><u:Expires>${isoTime(lifetime.expires)}</u:Expires></t:Lifetime>`
  }<t:RequestType>${requestTypes.issue}</t:RequestType><t:TokenType>${tokenTypes[tokenType]}</t:TokenType></t:RequestSecurityToken>`
}

function writeClaims(claims: readonly ClaimRequest[]): XmlFragment {
  const types = claims.map(
    ({ uri, optional, value }) =>
      xml`<i:ClaimType ${attributes({ Uri: uri, Optional: String(optional) })}>${value === undefined ? undefined : xml`<i:Value>${value}</i:Value>`}</i:ClaimType>`,
  )
  return xml`<t:Claims Dialect="${claimsDialect}" xmlns:i="${claimsDialect}">${types}</t:Claims>`
}

function writeActAs({ id, provider, client, softwareId }: NonNullable<TokenRequestToWrite['actAs']>): XmlFragment {
  return xml`<t14:ActAs xmlns:t14="${namespaces.wst14}"><v13:RelationshipToken xmlns:v13="${relationshipNamespace}" v13:ID="${id}"><v13:Relationship v13:Type="OSPfor"><v13:Attribute v13:Name="SSID" v13:Value="${softwareId}"/></v13:Relationship><v13:FirstParty v13:Scheme="${abnScheme}" v13:Value="${provider}"/><v13:SecondParty v13:Scheme="${abnScheme}" v13:Value="${client}"/></v13:RelationshipToken></t14:ActAs>`
}
