/**
 * Requests verified per second on one core: bytes to a believed Timestamp and To. Beside it, in the same run, its parts,
 * saxes parsing the same bytes, and a straightforward check with xml-crypto.
 *
 *   node test/bench/xml.ts [seconds per measurement]
 */
import { hash, publicEncrypt, sign, verify } from 'node:crypto'
import { SaxesParser } from 'saxes'
import { SignedXml } from 'xml-crypto'
import { utf8 } from '../../lib/core/bytes.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { canonicalize, parseXml, type XmlElement, xml } from '../../lib/formats/xml/index.ts'
import { algorithms, signEnveloped } from '../../lib/formats/xmldsig/index.ts'
import { encryptElement, encryptionAlgorithms } from '../../lib/formats/xmlenc/index.ts'
import { believe, credential, signedRequest } from '../attacks/xml-request.ts'

const seconds = Number(process.argv[2] ?? 2)
const markup = signedRequest()
const bytes = utf8(markup)
const document = parseXml(bytes)
const timestamp = document.ids.get('_0') as XmlElement
const text = canonicalize(timestamp)
const assertion = xml`<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0"><saml2:Issuer>https://mandate</saml2:Issuer>${Array.from({ length: 10 }, (_, at) => xml`<saml2:Attribute Name="${`urn:claim:${at}`}"><saml2:AttributeValue>${'value '.repeat(8)}</saml2:AttributeValue></saml2:Attribute>`)}</saml2:Assertion>`

const result = {
  requestBytes: bytes.length,
  verifiesPerSecond: rate(() => believe(bytes)),
  parsesPerSecond: rate(() => parseXml(bytes)),
  saxesParsesPerSecond: rate(() => new SaxesParser({ xmlns: true }).write(markup).close()),
  canonicalizesPerSecond: rate(() => canonicalize(document.root)),
  digestsPerSecond: rate(() => hash('sha256', text, 'base64')),
  rsaVerifiesPerSecond: rate(() => verify('sha256', bytes, credential.publicKey, Buffer.alloc(256, 1))),
  rsaSignsPerSecond: rate(() => sign('sha256', bytes, credential.privateKey)),
  assertionsSignedPerSecond: rate(() =>
    signEnveloped(assertion, {
      key: credential.privateKey,
      signatureAlgorithm: algorithms.rsaSha256,
      digestAlgorithm: algorithms.sha256,
    }),
  ),
  assertionsEncryptedPerSecond: rate(() =>
    encryptElement({
      plaintext: assertion.markup,
      contentAlgorithm: encryptionAlgorithms.aes256Cbc,
      recipient: { publicKey: credential.publicKey, keyTransport: encryptionAlgorithms.rsaOaepMgf1p },
      ids: { data: 'ED', key: 'EK' },
      random: systemRandom,
    }),
  ),
  oaepPerSecond: rate(() => publicEncrypt(credential.publicKey, Buffer.alloc(32))),
  xmlCryptoPerSecond: rate(verifyWithXmlCrypto),
}

for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(30)} ${value}\n`)
process.stdout.write(`${JSON.stringify(result)}\n`)

/**
 * Calls per second of processor time, after a warm-up: the median of batches of about 20 ms, so that neighbours on a
 * shared machine count for little.
 */
function rate(run: () => unknown): number {
  const batch = () => {
    const start = process.cpuUsage()
    let count = 0
    let elapsed = 0
    while (elapsed < 0.02) {
      for (let at = 0; at < 10; at++) run()
      count += 10
      const { user, system } = process.cpuUsage(start)
      elapsed = (user + system) / 1e6
    }
    return count / elapsed
  }
  const batches = Math.ceil(seconds / 0.02)
  for (let at = 0; at < batches / 2; at++) batch()
  const rates = Array.from({ length: batches }, batch).sort((a, b) => a - b)
  return Math.round(rates[Math.floor(batches / 2)] as number)
}

function verifyWithXmlCrypto(): void {
  const publicCert = credential.publicKey.export({ type: 'spki', format: 'pem' }) as string
  const checker = new SignedXml({ publicCert, idMode: 'wssecurity' })
  const signature = markup.slice(markup.indexOf('<ds:Signature'), markup.indexOf('</ds:Signature>') + 15)
  checker.loadSignature(signature)
  if (!checker.checkSignature(markup)) throw new Error('xml-crypto did not verify')
}
