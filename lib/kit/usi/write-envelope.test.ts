import { execFileSync } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64, utf8 } from '../../core/bytes.ts'
import { instant } from '../../core/clock.ts'
import { seededRandom } from '../../core/random.ts'
import {
  canonicalize,
  childrenOf,
  descendants,
  namespaces,
  onlyChild,
  parseXml,
  textOf,
  type XmlElement,
  xml,
} from '../../formats/xml/index.ts'
import { writeEndorsedMessage } from './write-envelope.ts'

const data = `<xenc:EncryptedData xmlns:xenc="${namespaces.xenc}" Id="ED-1"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>`
const wrapped = `<saml2:EncryptedAssertion xmlns:saml2="${namespaces.saml2}">${data}</saml2:EncryptedAssertion>`
const reference = `<wsse:SecurityTokenReference xmlns:wsse="${namespaces.wsse}"><wsse:KeyIdentifier ValueType="urn:x">_a1</wsse:KeyIdentifier></wsse:SecurityTokenReference>`
const proofKey = seededRandom(7).bytes(32)

function write(changes: Partial<Parameters<typeof writeEndorsedMessage>[0]> = {}): string {
  return writeEndorsedMessage({
    action: 'http://usi.gov.au/2022/ws/VerifyUSI',
    to: 'https://localhost/service',
    body: xml`<x:Ask xmlns:x="urn:x">&amp; more</x:Ask>`,
    token: wrapped,
    proofKey,
    attachedReference: reference,
    now: instant('2026-03-02T01:00:00Z'),
    random: seededRandom(1),
    ...changes,
  })
}

/** The parts of the security header, found by their place. */
function parts(message: string) {
  const { root } = parseXml(utf8(message))
  const security = onlyChild(onlyChild(root, namespaces.soap12, 'Header'), namespaces.wsse, 'Security')
  const signature = onlyChild(security, namespaces.ds, 'Signature')
  const signedInfo = onlyChild(signature, namespaces.ds, 'SignedInfo')
  const value = fromBase64(textOf(onlyChild(signature, namespaces.ds, 'SignatureValue')))
  return { security, timestamp: onlyChild(security, namespaces.wsu, 'Timestamp'), signature, signedInfo, value }
}

const digestIn = (signedInfo: XmlElement) =>
  textOf(descendants(signedInfo, namespaces.ds, 'DigestValue')[0] as XmlElement)

describe('a message endorsed with a proof key', () => {
  it('is an HMAC-SHA1 over the exclusive canonical SignedInfo, keyed with the raw bytes of the secret', () => {
    const { signedInfo, value } = parts(write())
    const hmac = (key: Uint8Array) => createHmac('sha1', key).update(canonicalize(signedInfo)).digest()
    expect(Buffer.from(value as Uint8Array).equals(hmac(proofKey))).toBe(true)
    expect(Buffer.from(value as Uint8Array).equals(hmac(utf8(toBase64(proofKey))))).toBe(false)
  })

  it('signs the Timestamp, and it alone', () => {
    const { signedInfo, timestamp } = parts(write())
    expect(descendants(signedInfo, namespaces.ds, 'Reference')).toHaveLength(1)
    expect(digestIn(signedInfo)).toBe(createHash('sha1').update(canonicalize(timestamp)).digest('base64'))
  })

  it.each(['sha1', 'sha256'] as const)(
    'is verified by xmlsec1 with HMAC-%s, and not when a digit was changed',
    (hash) => {
      const folder = mkdtempSync(join(tmpdir(), 'mandate-hmac-'))
      const file = join(folder, 'message.xml')
      const keyFile = join(folder, 'key.bin')
      writeFileSync(keyFile, proofKey)
      const judge = (message: string) => {
        writeFileSync(file, message)
        const id = `--id-attr:Id`
        const place = `${namespaces.wsu}:Timestamp`
        execFileSync('xmlsec1', ['--verify', '--hmackey', keyFile, id, place, file], { stdio: 'pipe' })
      }
      try {
        const message = write({ hash })
        expect(() => judge(message)).not.toThrow()
        expect(() => judge(message.replace('T01:05:00', 'T02:05:00'))).toThrow()
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )

  it('carries what is inside a SAML 2.0 wrapper, as the known clients do, or the wrapper where asked', () => {
    const names = (message: string) => childrenOf(parts(message).security).map(({ local }) => local)
    expect(names(write())).toEqual(['Timestamp', 'EncryptedData', 'Signature'])
    expect(names(write({ token: data }))).toEqual(['Timestamp', 'EncryptedData', 'Signature'])
    expect(names(write({ keepWrapper: true }))).toEqual(['Timestamp', 'EncryptedAssertion', 'Signature'])
  })

  it('copies the attached reference into KeyInfo', () => {
    const keyInfo = onlyChild(parts(write()).signature, namespaces.ds, 'KeyInfo')
    expect(canonicalize(onlyChild(keyInfo, namespaces.wsse, 'SecurityTokenReference'))).toBe(reference)
  })

  it('differs in what is signed from another message of the same moment', () => {
    const [one, two] = [write(), write({ random: seededRandom(2) })].map((message) =>
      digestIn(parts(message).signedInfo),
    )
    expect(one).not.toBe(two)
  })
})
