import { createPublicKey, createSecretKey, type KeyObject, X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fromBase64, toBase64 } from '../../lib/core/bytes.ts'
import {
  attributeOf,
  childrenOf,
  descendants,
  namespaces,
  parseXml,
  textOf,
  type XmlDocument,
  type XmlElement,
} from '../../lib/formats/xml/index.ts'

const folder = new URL('../../../shared/vectors/', import.meta.url)

/** False where the vectors are not beside the project; the tests then say so instead of running them. */
export const vectorsThere = existsSync(folder)

/** What the one test is called that stands for all others where the vectors are not there. */
export const vectorsMissing =
  'the published vectors (../shared/vectors) are not beside this project: nothing was judged'

/** Names of the XML documents of a suite, `suite/name.xml`. */
export function documentsOf(suite: string): string[] {
  const names = readdirSync(new URL(`xmlsec/${suite}/`, folder)).filter((name) => name.endsWith('.xml'))
  return names.sort().map((name) => `${suite}/${name}`)
}

/** A file of the xmlsec suites. */
export function vector(name: string): Buffer {
  return readFileSync(new URL(`xmlsec/${name}`, folder))
}

/** A file of the Wycheproof suite. */
export function wycheproof<Group>(name: string): { testGroups: Group[] } {
  return JSON.parse(readFileSync(new URL(`wycheproof/${name}.json`, folder), 'utf8'))
}

/** Parsed with what the suites need and messages are never given: processing instructions. */
export function parseVector(bytes: Uint8Array): XmlDocument {
  return parseXml(bytes, { allowInstructions: true })
}

/** The signature that stands first in the document. */
export function signatureOf(document: XmlDocument): XmlElement {
  const { root } = document
  const found = root.local === 'Signature' ? root : descendants(root, namespaces.ds, 'Signature')[0]
  if (!found) throw new Error('no signature in this vector')
  return found
}

const secrets: Record<string, string> = {
  'merlin-xmldsig-twenty-three': 'secret',
  'aleksey-xmldsig-01': 'secret',
  'phaos-xmldsig-three': 'test',
  'xmldsig11-interop-2012': 'testkey',
}

/** Certificates that a suite names in its KeyInfo, or in its notes, without holding them. */
const certificates: Record<string, string> = {
  'merlin-xmldsig-twenty-three/signature-keyname.xml': 'certs/lugh-cert.der',
  'merlin-xmldsig-twenty-three/signature-retrievalmethod-rawx509crt.xml': 'certs/balor.der',
  'merlin-xmldsig-twenty-three/signature-x509-is.xml': 'certs/macha.der',
  'merlin-xmldsig-twenty-three/signature-x509-ski.xml': 'certs/nemain.der',
  'merlin-xmldsig-twenty-three/signature-x509-sn.xml': 'certs/badb.der',
  'phaos-xmldsig-three': 'certs/rsa-cert.der',
  'phaos-xmldsig-three/signature-dsa-manifest.xml': 'certs/dsa-cert.der',
  'phaos-xmldsig-three/signature-rsa-detached-xslt-transform-bad-retrieval-method.xml': 'certs/dsa-ca-cert.der',
  'xmldsig11-interop-2012': 'keys/rsa-key.crt',
}

/** The key that a vector is to be checked with: the suite's secret, what its KeyInfo holds, or what it names. */
export function keyOf(name: string, signature: XmlElement): KeyObject | undefined {
  const suite = name.split('/')[0] as string
  const method = descendants(signature, namespaces.ds, 'SignatureMethod')[0]
  if (method && attributeOf(method, '', 'Algorithm')?.includes('#hmac-')) {
    return createSecretKey(Buffer.from(secrets[suite] as string))
  }
  const held =
    certificateKey(signature) ??
    rsaKeyValue(signature) ??
    dsaKeyValue(signature) ??
    derKeyValue(signature) ??
    ecKeyValue(signature)
  if (held) return held
  const named = certificates[name] ?? certificates[suite]
  return named ? new X509Certificate(vector(`${suite}/${named}`)).publicKey : undefined
}

/** The certificate that signs no other one of the same KeyInfo. */
function certificateKey(signature: XmlElement): KeyObject | undefined {
  const elements = descendants(signature, namespaces.ds, 'X509Certificate')
  const found = elements.map((element) => new X509Certificate(bytes(element)))
  const leaf = found.find((one) => !found.some((other) => other !== one && other.checkIssued(one)))
  return leaf?.publicKey
}

function rsaKeyValue(signature: XmlElement): KeyObject | undefined {
  const value = descendants(signature, namespaces.ds, 'RSAKeyValue')[0]
  if (!value) return undefined
  const [modulus, exponent] = childrenOf(value).map((part) => Buffer.from(bytes(part)).toString('base64url'))
  return createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: modulus, e: exponent } })
}

/** Only for judging canonical forms: Mandate itself has no DSA. */
function dsaKeyValue(signature: XmlElement): KeyObject | undefined {
  const value = descendants(signature, namespaces.ds, 'DSAKeyValue')[0]
  if (!value) return undefined
  const [p, q, g, y] = ['P', 'Q', 'G', 'Y'].map((local) =>
    integer(bytes(childrenOf(value, namespaces.ds, local)[0] as XmlElement)),
  ) as [Buffer, Buffer, Buffer, Buffer]
  const algorithm = der(0x30, Buffer.from('06072a8648ce380401', 'hex'), der(0x30, p, q, g))
  const spki = der(0x30, algorithm, der(0x03, Buffer.from([0]), y))
  return createPublicKey({ key: spki, format: 'der', type: 'spki' })
}

function integer(magnitude: Uint8Array): Buffer {
  return der(0x02, Buffer.from([0]).subarray(0, (magnitude[0] as number) >> 7), Buffer.from(magnitude))
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function derKeyValue(signature: XmlElement): KeyObject | undefined {
  const value = descendants(signature, namespaces.ds11, 'DEREncodedKeyValue')[0]
  return value && createPublicKey({ key: Buffer.from(bytes(value)), format: 'der', type: 'spki' })
}

const curves: Record<string, { crv: string; bytes: number }> = {
  'urn:oid:1.2.840.10045.3.1.7': { crv: 'P-256', bytes: 32 },
  'urn:oid:1.3.132.0.34': { crv: 'P-384', bytes: 48 },
  'urn:oid:1.3.132.0.35': { crv: 'P-521', bytes: 66 },
}

/** A named curve with an uncompressed point (XML Signature 1.1), or coordinates in decimal (RFC 4050). */
function ecKeyValue(signature: XmlElement): KeyObject | undefined {
  const value = descendants(signature, namespaces.ds, 'KeyValue')[0]?.children.find((child) => child.type === 'element')
  if (value?.type !== 'element' || !/^EC(DSA)?KeyValue$/.test(value.local)) return undefined
  const named = descendants(value, value.ns, 'NamedCurve')[0] as XmlElement
  const point = childrenOf(value, value.ns, 'PublicKey')[0] as XmlElement
  const curve = curves[attributeOf(named, '', 'URI') ?? attributeOf(named, '', 'URN') ?? '']
  if (!curve) return undefined
  const decimal = childrenOf(point).map((part) => {
    const digits = BigInt(attributeOf(part, '', 'Value') as string).toString(16)
    return Buffer.from(digits.padStart(2 * curve.bytes, '0'), 'hex')
  })
  const raw = decimal.length > 0 ? Buffer.concat(decimal) : Buffer.from(bytes(point)).subarray(1)
  const x = raw.subarray(0, curve.bytes).toString('base64url')
  const y = raw.subarray(curve.bytes).toString('base64url')
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: curve.crv, x, y } })
}

/** The bytes of a base64 element, also where the writer of a vector left base64 loose. */
export function bytes(element: XmlElement): Uint8Array {
  const text = textOf(element)
  const found = fromBase64(text) ?? fromBase64(toBase64(Buffer.from(text, 'base64')))
  if (!found) throw new Error('not base64 in this vector')
  return found
}
