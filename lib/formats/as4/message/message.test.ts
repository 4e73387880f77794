import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromUtf8, utf8 } from '../../../core/bytes.ts'
import { instant } from '../../../core/clock.ts'
import { type ErrorCode, isMandateError } from '../../../core/errors/index.ts'
import { seededRandom } from '../../../core/random.ts'
import { childOf, insertXml, namespaces, onlyChild, parseXml, type XmlElement } from '../../xml/index.ts'
import { algorithms, signReferences } from '../../xmldsig/index.ts'
import type { SignalMessage, UserMessage } from '../messaging/units.ts'
import { as4Namespaces } from '../uris.ts'
import { openDocuments } from './open-documents.ts'
import { readAs4 } from './read-message.ts'
import { verifyAs4 } from './verify-message.ts'
import { type MessageToWrite, writeAs4 } from './write-message.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const token = `<saml2:EncryptedAssertion xmlns:saml2="${namespaces.saml2}"><xenc:EncryptedData xmlns:xenc="${namespaces.xenc}" Id="ED-1"/></saml2:EncryptedAssertion>`
const user: Omit<UserMessage, 'parts'> = {
  kind: 'user',
  timestamp: instant('2026-03-02T01:00:00Z'),
  messageId: 'm1@example.com',
  from: { id: '27809366375', type: 'http://abr.gov.au/PartyIdType/ABN', role: 'http://sbr.gov.au/ato/Role/Business' },
  to: { id: '51824753556', type: 'http://abr.gov.au/PartyIdType/ABN', role: 'http://sbr.gov.au/agency' },
  service: 'http://sbr.gov.au/ato/as/2025',
  action: 'Submit.004.00',
  conversationId: 'c1',
  properties: new Map([['ProductID', 'A & B']]),
}
const documents = [
  { bytes: utf8('<AS>1</AS>'), name: 'AS', type: 'BASE', mime: 'text/xml' },
  { bytes: utf8('<S/>'), name: 'SCHED', type: 'SCHEDULE', mime: 'text/xml' },
]
const pull: SignalMessage = {
  kind: 'pull',
  timestamp: user.timestamp,
  messageId: 'p1@example.com',
  select: 'm1@example.com',
}

function write(changes: Partial<MessageToWrite> = {}) {
  const signer = { privateKey, certificate: utf8('certificate'), token }
  return writeAs4({ units: [user], documents, signer, random: seededRandom(5), ...changes })
}

/** The message with its text changed; bytes of attachments survive as Latin-1. */
function changed(change: (text: string) => string, message = write()) {
  const text = Buffer.from(message.body).toString('latin1')
  const other = change(text)
  expect(other).not.toBe(text)
  return { contentType: message.contentType, body: Buffer.from(other, 'latin1') }
}

function verify({ body, contentType }: { body: Uint8Array; contentType: string }, key = publicKey) {
  const message = readAs4(body, contentType)
  const security = onlyChild(message.header, namespaces.wsse, 'Security')
  const required = [childOf(security, namespaces.saml2, 'EncryptedAssertion')].filter((one) => one !== undefined)
  const signature = onlyChild(security, namespaces.ds, 'Signature')
  const allowed = [onlyChild(security, namespaces.wsse, 'BinarySecurityToken')]
  return { message, verified: verifyAs4(message, { signature, required, allowed }, key) }
}

function refusal(message: { body: Uint8Array; contentType: string }): ErrorCode | 'accepted' {
  try {
    const { verified } = verify(message)
    for (const unit of verified.units) if (unit.kind === 'user') openDocuments(unit.parts, verified.attachments)
    return 'accepted'
  } catch (error) {
    if (isMandateError(error)) return error.code
    throw error
  }
}

describe('a signed message', () => {
  it('comes back as it was written, with its documents', () => {
    const { verified } = verify(write())
    const [unit] = verified.units
    expect(unit).toMatchObject({ ...user, properties: new Map([['ProductID', 'A & B']]) })
    const opened = openDocuments((unit as UserMessage).parts, verified.attachments)
    expect(opened.map(({ bytes, properties }) => [fromUtf8(bytes), properties.get('DocumentType')])).toEqual([
      ['<AS>1</AS>', 'BASE'],
      ['<S/>', 'SCHEDULE'],
    ])
  })

  it('is SOAP alone where there are no documents', () => {
    const message = write({ units: [pull], documents: [] })
    expect(message.contentType).toBe('application/soap+xml; charset=utf-8')
    expect(verify(message).verified.units).toEqual([pull])
  })

  it('keeps every kind of signal', () => {
    const references = [{ uri: '#a', digestAlgorithm: 'urn:x', digestValue: 'AAAA' }]
    const info = { timestamp: user.timestamp, messageId: 's@x', refToMessageId: 'm1@example.com' }
    const error = {
      code: 'EBMS:0006',
      severity: 'warning',
      category: 'Communication',
      shortDescription: 'Empty',
    } as const
    const units: SignalMessage[] = [
      { ...info, kind: 'receipt', references },
      {
        ...info,
        kind: 'errors',
        errors: [{ ...error, description: 'a < b', detail: 'd', refToMessageInError: 'm@x' }, error],
      },
    ]
    expect(verify(write({ units, documents: [] })).verified.units).toEqual(units)
  })

  it('leaves the token as it was issued, but for its identifier, which it may have already', () => {
    const text = fromUtf8(write({ documents: [] }).body)
    expect(text).toContain(
      token.replace(
        '<saml2:EncryptedAssertion',
        `<saml2:EncryptedAssertion xmlns:wsu="${namespaces.wsu}" wsu:Id="token"`,
      ),
    )
    const own = token.replace(' xmlns', ` xmlns:wsu="${namespaces.wsu}" wsu:Id="mine" xmlns`)
    const saml1 = `<xenc:EncryptedData xmlns:xenc="${namespaces.xenc}" Id="ED-9"/>`
    for (const [given, id] of [
      [own, 'mine'],
      [saml1, 'ED-9'],
    ] as const) {
      const message = write({ documents: [], signer: { privateKey, certificate: utf8('c'), token: given } })
      expect(fromUtf8(message.body)).toContain(`URI="#${id}"`)
    }
  })

  it('gives, for a receipt, the digests that openssl computes of the attachments', () => {
    const { message, verified } = verify(write())
    const folder = mkdtempSync(join(tmpdir(), 'mandate-as4-'))
    try {
      for (const { contentId, bytes } of message.attachments) {
        const file = join(folder, 'part.gz')
        writeFileSync(file, bytes)
        const digest = execFileSync('openssl', ['dgst', '-sha256', '-binary', file]).toString('base64')
        expect(verified.references.find(({ uri }) => uri === `cid:${contentId}`)?.digestValue).toBe(digest)
        expect(execFileSync('gzip', ['-dc', file]).toString()).toMatch(/^<(AS>1<\/AS|S\/)>$/)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is verified by xmlsec1, and not when a letter was changed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mandate-as4-'))
    const [file, key] = [join(folder, 'message.xml'), join(folder, 'key.pem')]
    writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }))
    const judge = (text: string) => {
      writeFileSync(file, text)
      const ids = [
        `${as4Namespaces.eb}:Messaging`,
        `${namespaces.soap12}:Body`,
        `${namespaces.saml2}:EncryptedAssertion`,
      ]
      const places = ids.flatMap((place) => [`--id-attr:Id`, place])
      execFileSync('xmlsec1', ['--verify', '--pubkey-pem', key, ...places, file], { stdio: 'pipe' })
    }
    try {
      const text = fromUtf8(write({ documents: [] }).body)
      expect(() => judge(text)).not.toThrow()
      expect(() => judge(text.replace('Submit.004.00', 'Submit.004.01'))).toThrow()
      expect(() => judge(text.replace('ED-1', 'ED-2'))).toThrow()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('a message that was tampered with', () => {
  const part = (message = write()) => {
    const { attachments } = readAs4(message.body, message.contentType)
    return attachments.map(({ contentId }) => contentId as string)
  }
  const reference = (cid: string) => new RegExp(`<ds:Reference URI="cid:${cid}">.*?</ds:Reference>`)

  it.each<[string, ErrorCode, (text: string) => string]>([
    ['another action', 'xmldsig.digest-mismatch', (t) => t.replace('Submit.004.00', 'Update.004.00')],
    ['another token', 'xmldsig.digest-mismatch', (t) => t.replace('ED-1', 'ED-2')],
    [
      'something in the Body',
      'xmldsig.digest-mismatch',
      (t) => t.replace(/(<soap:Body[^>]*)\/>/, '$1><x/></soap:Body>'),
    ],
    [
      'another digest',
      'xmldsig.digest-mismatch',
      (t) => t.replace(/(<ds:DigestValue>)(.)/, (_, tag, first) => tag + (first === 'A' ? 'B' : 'A')),
    ],
    ['another part property', 'xmldsig.digest-mismatch', (t) => t.replace('>SCHEDULE<', '>BASE<')],
    ['an attachment turned into another one', 'xmldsig.digest-mismatch', (t) => swapContents(t, part())],
    ['an attachment whose last byte differs', 'xmldsig.digest-mismatch', (t) => t.replace('\0\r\n--=', '\x01\r\n--=')],
    [
      'an attachment that is not there',
      'xmldsig.reference-not-found',
      (t) => t.replace(/\r\n--=_Part_[^\r]*\r\nContent-Type: application\/gzip[\s\S]*?(?=\r\n--=_Part)/, ''),
    ],
    [
      'another Content-ID',
      'xmldsig.reference-not-found',
      (t) => t.replace(/Content-ID: <(?!root)[^>]*>/, 'Content-ID: <x@y>'),
    ],
    [
      'one more attachment',
      'as4.part-not-signed',
      (t) =>
        t.replace(
          /(\r\n--=_Part_[^\r]*)--\r\n$/,
          '$1\r\nContent-Type: application/gzip\r\nContent-ID: <x@y>\r\n\r\nhello$&',
        ),
    ],
    ['a reference left out', 'xmldsig.signature-mismatch', (t) => t.replace(reference(part()[0] as string), '')],
    [
      'a doubled identifier',
      'xml.duplicate-id',
      (t) =>
        t.replace(
          '<soap:Body',
          `<soap:Header2 xmlns:soap2="x" xmlns:wsu="${namespaces.wsu}" wsu:Id="messaging"/><soap:Body`,
        ),
    ],
    [
      'two Messaging headers',
      'xml.repeated-element',
      (t) => t.replace('<wsse:Security', `<eb:Messaging xmlns:eb="${as4Namespaces.eb}"/><wsse:Security`),
    ],
    [
      'a reference twice',
      'xmldsig.repeated-reference',
      (t) => t.replace(/<ds:Reference URI="#body">.*?<\/ds:Reference>/, '$&$&'),
    ],
    [
      'a file on the machine',
      'xmldsig.reference-not-allowed',
      (t) => t.replace('URI="#body"', 'URI="file:///etc/passwd"'),
    ],
    [
      'a SHA-1 digest',
      'xmldsig.algorithm-not-allowed',
      (t) => t.replace('http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1'),
    ],
    [
      'an HMAC',
      'xmldsig.algorithm-not-allowed',
      (t) => t.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256'),
    ],
    [
      'the whole attachment with its headers',
      'xmldsig.algorithm-not-allowed',
      (t) => t.replaceAll('#Attachment-Content-Signature-Transform', '#Attachment-Complete-Signature-Transform'),
    ],
    [
      'the attachment transform on an element',
      'xmldsig.malformed',
      (t) =>
        t.replace(
          /(URI="#body"><ds:Transforms><ds:Transform Algorithm=")[^"]*/,
          '$1http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Content-Signature-Transform',
        ),
    ],
    [
      'canonicalization of an attachment',
      'xmldsig.malformed',
      (t) =>
        t
          .replace(/oasis-wss-SwAProfile-1.1#Attachment-Content-Signature-Transform/, 'x')
          .replace('http://docs.oasis-open.org/wss/x', 'http://www.w3.org/2001/10/xml-exc-c14n#'),
    ],
    ['a DOCTYPE', 'xml.doctype', (t) => t.replace('<soap:Envelope', '<!DOCTYPE x><soap:Envelope')],
    ['SOAP 1.1', 'mas.not-soap12', (t) => t.replaceAll(namespaces.soap12, namespaces.soap11)],
  ])('is refused: %s', (_, code, change) => {
    expect(refusal(changed(change))).toBe(code)
  })

  it('is refused under another key', () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    expect(() => verify(write(), other)).toThrow('xmldsig.signature-mismatch')
  })

  it('is refused when the signed header was moved away and another put in its place', () => {
    const wrapped = changed((text) => {
      const [signed = ''] = /<eb:Messaging .*?<\/eb:Messaging>/s.exec(text) ?? []
      const fresh = signed.replace('wsu:Id="messaging"', 'wsu:Id="other"').replace('Submit.004.00', 'Update.004.00')
      return text.replace(signed, `${fresh}<x:Old xmlns:x="urn:x">${signed}</x:Old>`)
    })
    expect(refusal(wrapped)).toBe('as4.part-not-signed')
  })

  it('is refused when it signs something in a place from which nothing is read', () => {
    const text = fromUtf8(write({ documents: [] }).body)
    const extra = `<x:Extra xmlns:x="urn:x" xmlns:wsu="${namespaces.wsu}" wsu:Id="extra"/>`
    const unsigned = text
      .replace(/<ds:Signature .*<\/ds:Signature>/, '')
      .replace('</soap:Header>', `${extra}</soap:Header>`)
    const document = parseXml(utf8(unsigned))
    const sign = (ids: string[]) => {
      const signature = signReferences({
        references: ids.map((id) => ({ uri: `#${id}`, element: document.ids.get(id) as XmlElement })),
        key: privateKey,
        signatureAlgorithm: algorithms.rsaSha256,
        digestAlgorithm: algorithms.sha256,
      })
      const security = document.ids.get('certificate')?.parent as XmlElement
      return { contentType: 'application/soap+xml', body: utf8(insertXml(document, { lastIn: security }, signature)) }
    }
    expect(refusal(sign(['messaging', 'token', 'body', 'certificate']))).toBe('accepted')
    expect(refusal(sign(['messaging', 'token', 'body', 'extra']))).toBe('as4.signed-part-elsewhere')
    for (const left of ['messaging', 'token', 'body']) {
      const others = ['messaging', 'token', 'body'].filter((id) => id !== left)
      expect(refusal(sign(others))).toBe('as4.part-not-signed')
    }
  })
})

describe('documents and what is said about them', () => {
  const info = (href: string, properties: [string, string][] = []) => ({ href, properties: new Map(properties) })
  const attachment = (contentId: string, text = 'hello') => ({ contentId, mediaType: 'text/xml', bytes: utf8(text) })
  const limits = { contentType: 1, attachments: 1, partHeaders: 1, unpacked: 9 }

  it('may be sent as they are', () => {
    expect(openDocuments([info('cid:a%40b')], [attachment('a@b')])[0]).toMatchObject({ contentId: 'a@b' })
  })

  it.each<[string, ErrorCode, ReturnType<typeof info>[], ReturnType<typeof attachment>[]]>([
    ['no attachment', 'as4.part-mismatch', [info('cid:a')], []],
    ['another attachment', 'as4.part-mismatch', [info('cid:a')], [attachment('b')]],
    [
      'one that is named twice',
      'as4.part-mismatch',
      [info('cid:a'), info('cid:a')],
      [attachment('a'), attachment('b')],
    ],
    ['one that nobody names', 'as4.part-mismatch', [info('cid:a')], [attachment('a'), attachment('b')]],
    ['no href', 'as4.part-mismatch', [info('')], [attachment('a')]],
    ['an address elsewhere', 'as4.part-mismatch', [info('http://localhost/')], [attachment('a')]],
    ['a broken escape', 'as4.part-mismatch', [info('cid:%')], [attachment('%')]],
    [
      'another compression',
      'as4.decompression',
      [info('cid:a', [['CompressionType', 'application/zip']])],
      [attachment('a')],
    ],
    [
      'a compression that is none',
      'as4.decompression',
      [info('cid:a', [['CompressionType', 'application/gzip']])],
      [attachment('a')],
    ],
    ['too much', 'as4.unpacked-too-large', [info('cid:a'), info('cid:b')], [attachment('a'), attachment('b')]],
  ])('are refused: %s', (_, code, parts, attachments) => {
    expect(() => openDocuments(parts, attachments, limits)).toThrow(code)
  })
})

/** Exchanges the contents of the two attachments of a message. */
function swapContents(text: string, [one, two]: string[]): string {
  const place = '@@first@@'
  return text
    .replace(`Content-ID: <${one}>`, place)
    .replace(`Content-ID: <${two}>`, `Content-ID: <${one}>`)
    .replace(place, `Content-ID: <${two}>`)
}
