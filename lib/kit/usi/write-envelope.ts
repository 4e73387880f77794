import { createSecretKey } from 'node:crypto'
import { utf8 } from '../../core/bytes.ts'
import { type Instant, isoTime, minute } from '../../core/clock.ts'
import { type Random, uuid } from '../../core/random.ts'
import {
  canonicalize,
  childOf,
  insertXml,
  namespaces,
  parseXml,
  type XmlElement,
  XmlFragment,
  xml,
} from '../../formats/xml/index.ts'
import { algorithms, signReferences } from '../../formats/xmldsig/index.ts'

/** A message that a token's holder signs with the proof key. */
export type EndorsedMessage = {
  action: string
  to: string
  body: XmlFragment
  /** The encrypted token as it was issued. */
  token: string
  /** Raw bytes. */
  proofKey: Uint8Array
  /** `wsse:SecurityTokenReference` that came with the token. */
  attachedReference: string
  now: Instant
  random: Random
  /** HMAC and digest. The policy of the USI service names SHA-1, and clients keep to it. */
  hash?: 'sha1' | 'sha256'
  /** Send `EncryptedAssertion` with its wrapper. Default no: the known clients send what is inside. */
  keepWrapper?: boolean
}

/**
 * Writes a SOAP 1.2 message with the token in its security header, endorsed by an HMAC over the Timestamp.
 *
 * @see WS-SecurityPolicy 1.2 section 8.4, endorsing supporting tokens; docs/wire-formats.md, USI Registry web service
 */
export function writeEndorsedMessage(message: EndorsedMessage): string {
  const { action, to, body, now, random, proofKey, hash = 'sha1' } = message
  // Two messages of one moment have to differ in what is signed, or the second would be taken for the first again.
  const timestampId = `TS-${uuid(random)}`
  const token = XmlFragment.ofMarkup(message.keepWrapper ? message.token : unwrap(message.token))
  const envelope = xml`<s:Envelope xmlns:s="${namespaces.soap12}" xmlns:a="${namespaces.wsa}" xmlns:u="${namespaces.wsu}"><s:Header><a:Action s:mustUnderstand="1">${action}</a:Action><a:MessageID>urn:uuid:${uuid(random)}</a:MessageID><a:ReplyTo><a:Address>http://www.w3.org/2005/08/addressing/anonymous</a:Address></a:ReplyTo><a:To s:mustUnderstand="1" u:Id="_1">${to}</a:To><o:Security s:mustUnderstand="1" xmlns:o="${namespaces.wsse}"><u:Timestamp u:Id="${timestampId}"><u:Created>${isoTime(now)}</u:Created><u:Expires>${isoTime((now + 5 * minute) as Instant)}</u:Expires></u:Timestamp>${token}</o:Security></s:Header><s:Body>${body}</s:Body></s:Envelope>`
  const document = parseXml(utf8(envelope.markup), { bytes: 4 * 1024 * 1024, nodes: 200_000 })
  const timestamp = document.ids.get(timestampId) as XmlElement
  const signature = signReferences({
    references: [{ uri: `#${timestampId}`, element: timestamp }],
    key: createSecretKey(proofKey),
    signatureAlgorithm: hash === 'sha1' ? algorithms.hmacSha1 : algorithms.hmacSha256,
    digestAlgorithm: hash === 'sha1' ? algorithms.sha1 : algorithms.sha256,
    keyInfo: XmlFragment.ofMarkup(message.attachedReference),
  })
  return insertXml(document, { lastIn: timestamp.parent as XmlElement }, signature)
}

/** The `EncryptedData` inside an `EncryptedAssertion`; anything else as it is. */
function unwrap(token: string): string {
  const { root } = parseXml(utf8(token))
  if (root.local !== 'EncryptedAssertion') return token
  const data = childOf(root, namespaces.xenc, 'EncryptedData')
  return data ? canonicalize(data) : token
}
