import { toBase64 } from '../../../core/bytes.ts'
import { day, type Instant, isoTime } from '../../../core/clock.ts'
import { type Random, uuid } from '../../../core/random.ts'
import { claimUris, signerKeyInfo } from '../../../formats/saml/index.ts'
import { tokenTypes } from '../../../formats/wstrust/index.ts'
import { namespaces, type XmlFragment, xml } from '../../../formats/xml/index.ts'
import { algorithms, signEnveloped } from '../../../formats/xmldsig/index.ts'
import type { KeyPair } from '../../../platform/authority/authority.ts'

const metadata = 'urn:oasis:names:tc:SAML:2.0:metadata'
const federation = 'http://docs.oasis-open.org/wsfed/federation/200706'
const authorisation = 'http://docs.oasis-open.org/wsfed/authorization/200706'

/** How long the document counts. New keys are in it for longer than that before they sign. */
const validFor = 3 * day

/**
 * What a service has to know to trust our tokens: the certificates that sign them now or soon, the kinds of token, the
 * claims, and where the token service is. Signed as a whole by the key that signs tokens.
 *
 * @see WS-Federation 1.2 section 3.1; SAML 2.0 metadata section 2
 */
export function writeFederationMetadata(about: {
  issuer: string
  endpoints: readonly string[]
  /** DER, the one that signs now first. */
  certificates: readonly Uint8Array[]
  signer: KeyPair
  now: Instant
  random: Random
}): string {
  const { issuer, endpoints, certificates, signer, now, random } = about
  const validUntil = isoTime((now + validFor) as Instant)
  const keys = certificates.map(
    (der) =>
      xml`<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${toBase64(der)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  )
  const tokens = Object.values(tokenTypes).map((uri) => xml`<fed:TokenType Uri="${uri}"/>`)
  const places = endpoints.map(
    (address) => xml`<wsa:EndpointReference><wsa:Address>${address}</wsa:Address></wsa:EndpointReference>`,
  )
  const document = xml`<md:EntityDescriptor xmlns:md="${metadata}" xmlns:ds="${namespaces.ds}" xmlns:fed="${federation}" xmlns:auth="${authorisation}" xmlns:wsa="${namespaces.wsa}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="_${uuid(random)}" entityID="${issuer}" validUntil="${validUntil}"><md:RoleDescriptor xsi:type="fed:SecurityTokenServiceType" protocolSupportEnumeration="${namespaces.wst13} ${federation}">${keys}<fed:TokenTypesOffered>${tokens}</fed:TokenTypesOffered><fed:ClaimTypesOffered>${claimTypes}</fed:ClaimTypesOffered><fed:SecurityTokenServiceEndpoint>${places}</fed:SecurityTokenServiceEndpoint></md:RoleDescriptor></md:EntityDescriptor>`
  const signed = signEnveloped(document, {
    key: signer.privateKey,
    signatureAlgorithm: algorithms.rsaSha256,
    digestAlgorithm: algorithms.sha256,
    keyInfo: signerKeyInfo(signer.certificate.der),
    // The type of the role is named by a prefix inside a value, which canonicalization would not see.
    inclusivePrefixes: ['fed'],
    place: (root) => ({ firstIn: root }),
  })
  return `<?xml version="1.0" encoding="utf-8"?>\n${signed.markup}`
}

const claimTypes: readonly XmlFragment[] = Object.entries(claimUris).map(
  ([name, uri]) =>
    xml`<auth:ClaimType Uri="${uri}" Optional="true"><auth:DisplayName>${name}</auth:DisplayName></auth:ClaimType>`,
)
