import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, fromUtf8, utf8 } from '../../../core/bytes.ts'
import { type ErrorCode, isMandateError } from '../../../core/errors/index.ts'
import { seededRandom } from '../../../core/random.ts'
import { as4Limits } from './limits.ts'
import { readContentType } from './read-content-type.ts'
import { type Multipart, readMultipart } from './read-multipart.ts'
import { unpack } from './unpack.ts'
import { writeMultipart } from './write-multipart.ts'

const type = 'multipart/related; boundary="b1"; type="application/soap+xml"'
const soap = 'Content-Type: application/soap+xml\r\n\r\n<x/>'
const other = 'Content-Type: application/gzip\r\nContent-ID: <a@b>\r\n\r\nhello'
const body = (...parts: string[]) => `${parts.map((part) => `--b1\r\n${part}\r\n`).join('')}--b1--\r\n`

function read(text: string | Uint8Array, contentType = type): Multipart {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text
  return readMultipart(bytes, readContentType(contentType))
}

function codeOf(work: () => unknown): ErrorCode | 'accepted' {
  try {
    work()
    return 'accepted'
  } catch (error) {
    if (isMandateError(error)) return error.code
    throw error
  }
}

describe('a multipart message', () => {
  it('is read as it was written, whatever its attachments hold', () => {
    const attachment = fc.uint8Array({ maxLength: 200 })
    fc.assert(
      fc.property(fc.array(attachment, { maxLength: 5 }), fc.integer(), (contents, seed) => {
        const attachments = contents.map((bytes, at) => ({
          contentId: `p${at}@x`,
          mediaType: 'application/gzip',
          bytes,
        }))
        const written = writeMultipart('<é/>', attachments, seededRandom(seed))
        const parsed = readContentType(written.contentType)
        if (parsed.type === 'application/soap+xml') return contents.length === 0
        const { root, attachments: got } = readMultipart(written.body, parsed)
        expect(fromUtf8(root.bytes)).toBe('<é/>')
        expect(got.map(({ bytes }) => [...bytes])).toEqual(contents.map((bytes) => [...bytes]))
        return got.every(({ contentId }, at) => contentId === `p${at}@x`)
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    ['as it should be', body(soap, other)],
    ['with an empty line before it', `\r\n${body(soap, other)}`],
    ['with spaces after a boundary', body(soap, other).replace('--b1\r\n', '--b1 \t\r\n')],
    ['without a line end at its end', body(soap, other).slice(0, -2)],
    ['with a folded header', body(soap, other.replace('application/gzip', 'application/gzip;\r\n\tname=x'))],
    [
      'with base64',
      body(soap, other.replace('\r\n\r\nhello', '\r\nContent-Transfer-Encoding: base64\r\n\r\naGVs\r\nbG8=')),
    ],
  ])('is read: %s', (_, text) => {
    const { root, attachments } = read(text)
    expect(fromUtf8(root.bytes)).toBe('<x/>')
    expect(attachments.map(({ contentId, bytes }) => [contentId, fromUtf8(bytes)])).toEqual([['a@b', 'hello']])
  })

  it('has as its root the part that start names', () => {
    const named = body(other, soap.replace('\r\n\r\n', '\r\nContent-ID: <r@b>\r\n\r\n'))
    expect(fromUtf8(read(named, `${type}; start="<r@b>"`).root.bytes)).toBe('<x/>')
    expect(fromUtf8(read(named, `${type}; start="r@b"`).root.bytes)).toBe('<x/>')
  })

  it.each<[string, string, ErrorCode]>([
    ['text before the first boundary', `hello\r\n${body(soap)}`, 'as4.mime-malformed'],
    ['text after the end', `${body(soap)}hello`, 'as4.mime-malformed'],
    ['a part after the end', `${body(soap)}--b1\r\n${other}`, 'as4.mime-malformed'],
    ['no end', body(soap, other).replace('--b1--\r\n', ''), 'as4.mime-malformed'],
    ['no part', '--b1--\r\n', 'as4.mime-malformed'],
    ['nothing', '', 'as4.mime-malformed'],
    ['another boundary', body(soap).replaceAll('b1', 'b2'), 'as4.mime-malformed'],
    ['a boundary that goes on', body(soap, other).replace('\r\n--b1\r\n', '\r\n--b1x\r\n'), 'as4.mime-malformed'],
    ['line feeds alone', body(soap, other).replaceAll('\r\n', '\n'), 'as4.mime-malformed'],
    ['no empty line', body(soap, 'Content-ID: <a@b>'), 'as4.part-header'],
    ['a part without anything', body(soap, ''), 'as4.part-header'],
    ['no Content-ID', body(soap, other.replace('Content-ID: <a@b>\r\n', '')), 'as4.part-header'],
    ['no brackets', body(soap, other.replace('<a@b>', 'a@b')), 'as4.part-header'],
    ['brackets inside brackets', body(soap, other.replace('<a@b>', '<<a@b>>')), 'as4.part-header'],
    ['an endless Content-ID', body(soap, other.replace('a@b', 'a'.repeat(300))), 'as4.part-header'],
    ['two Content-IDs in a part', body(soap, `Content-ID: <c@d>\r\n${other}`), 'as4.part-header'],
    ['no Content-Type', body(soap, other.replace('Content-Type: application/gzip\r\n', '')), 'as4.part-header'],
    [
      'a multipart in it',
      body(soap, other.replace('application/gzip', 'multipart/mixed; boundary=b2')),
      'as4.part-header',
    ],
    ['a line that is no header', body(soap, `what is this\r\n${other}`), 'as4.part-header'],
    ['a NUL in a header', body(soap, other.replace('<a@b>', '<a@b>\0')), 'as4.part-header'],
    ['endless headers', body(soap, `${'X: y\r\n'.repeat(2_000)}${other}`), 'as4.part-header'],
    ['quoted-printable', body(soap, `Content-Transfer-Encoding: quoted-printable\r\n${other}`), 'as4.part-header'],
    ['base64 that is none', body(soap, `Content-Transfer-Encoding: base64\r\n${other}`), 'as4.part-header'],
    ['one Content-ID twice', body(soap, other, other), 'as4.content-id-repeated'],
    [
      'too many parts',
      body(soap, ...Array.from({ length: 40 }, (_, n) => other.replace('a@b', `a${n}@b`))),
      'as4.too-many-parts',
    ],
    ['a million boundaries', '--b1\r\n'.repeat(1_000_000), 'as4.too-many-parts'],
  ])('is refused: %s', (_, text, code) => {
    expect(codeOf(() => read(text))).toBe(code)
  })

  it.each<[string, ErrorCode]>([
    ['multipart/related', 'as4.mime-malformed'],
    ['multipart/related; boundary=""', 'as4.mime-malformed'],
    [`multipart/related; boundary="${'b'.repeat(71)}"`, 'as4.mime-malformed'],
    ['multipart/related; boundary="b\\"1"', 'as4.mime-malformed'],
    ['multipart/related; boundary="b1 "', 'as4.mime-malformed'],
    [`${type}; start="<nobody>"`, 'as4.mime-malformed'],
    [`${type}; boundary=b2`, 'as4.content-type'],
    [`${type}; Boundary=b1`, 'as4.content-type'],
    ['multipart/related; boundary="b1', 'as4.content-type'],
    ['multipart/related boundary=b1', 'as4.content-type'],
    ['multipart', 'as4.content-type'],
    ['', 'as4.content-type'],
    ['multipart/related; =b1', 'as4.content-type'],
  ])('is refused under the Content-Type %j', (contentType, code) => {
    expect(codeOf(() => read(body(soap, other), contentType))).toBe(code)
  })

  it('never throws anything but a refusal, whatever the bytes', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          '--b1',
          '--b1--',
          '\r\n',
          '\r\n\r\n',
          'Content-ID: <a>',
          'Content-Type: x/y',
          '--',
          '\n',
          ' ',
          '\0',
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(pieces, (list) => {
        codeOf(() => read(`--b1\r\n${list.join('')}`))
      }),
      { numRuns: 500 },
    )
  })
})

describe('a compressed document', () => {
  const room = { left: 1_000, limit: 1_000 }
  const packed = gzipSync('hello')

  it('is unpacked', () => {
    expect(fromUtf8(unpack(packed, 'p', room))).toBe('hello')
    expect(fromUtf8(unpack(packed, 'p', { left: 5, limit: 10 }))).toBe('hello')
  })

  it.each<[string, Uint8Array, ErrorCode]>([
    ['one byte too many', gzipSync(Buffer.alloc(1_001)), 'as4.unpacked-too-large'],
    ['a bomb', gzipSync(Buffer.alloc(50_000_000), { level: 9 }), 'as4.unpacked-too-large'],
    [
      'a bomb in two members',
      concatBytes(gzipSync(Buffer.alloc(900)), gzipSync(Buffer.alloc(900))),
      'as4.unpacked-too-large',
    ],
    ['no gzip', utf8('hello'), 'as4.decompression'],
    ['nothing', new Uint8Array(0), 'as4.decompression'],
    ['a part of one', packed.subarray(0, -4), 'as4.decompression'],
    ['one with zeros after it', concatBytes(packed, new Uint8Array(64)), 'as4.decompression'],
    ['one with text after it', concatBytes(packed, utf8('and more')), 'as4.decompression'],
    ['a wrong checksum', packed.map((byte, at) => (at === packed.length - 6 ? byte ^ 1 : byte)), 'as4.decompression'],
  ])('is refused: %s', (_, bytes, code) => {
    expect(codeOf(() => unpack(bytes, 'p', room))).toBe(code)
  })

  it('is refused at once where no room is left', () => {
    expect(codeOf(() => unpack(packed, 'p', { left: 0, limit: as4Limits.unpacked }))).toBe('as4.unpacked-too-large')
    expect(codeOf(() => unpack(packed, 'p', { left: 4, limit: as4Limits.unpacked }))).toBe('as4.unpacked-too-large')
  })
})
