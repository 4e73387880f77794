import { crc32, deflateRawSync } from 'node:zlib'
import type { Instant } from '../../core/clock.ts'

/** One file of an archive. Its name is a relative path with `/`, in letters, digits and `_.-`. */
export type ZipEntry = { name: string; content: Uint8Array | string }

/**
 * Writes a ZIP archive (PKWARE APPNOTE 6.3.10): entries deflated where that makes them smaller, no encryption, no
 * ZIP64. For files of our own making, a few megabytes at most.
 *
 * @param at time of the files
 * @throws RangeError for a name that leads out of the archive, a repeated name, or more than ZIP32 can hold
 */
export function writeZip(entries: readonly ZipEntry[], at: Instant): Uint8Array {
  if (entries.length > 0xffff) throw new RangeError('too many entries for a ZIP archive')
  const seen = new Set<string>()
  const stamp = dosTime(at)
  const locals: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, content } of entries) {
    if (!isSafeName(name) || seen.has(name)) throw new RangeError(`"${name}" cannot name a file of the archive`)
    seen.add(name)
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
    const packed = deflateRawSync(bytes, { level: 9 })
    const isDeflated = packed.length < bytes.length
    const data = isDeflated ? packed : bytes
    const file = Buffer.from(name, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(utf8Names, 2)
    common.writeUInt16LE(isDeflated ? 8 : 0, 4)
    common.writeUInt32LE(stamp, 6)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(file.length, 22)
    locals.push(signature(0x04034b50), common, file, data)
    // After the common part: comment length, disk number, internal and external attributes, offset of the local header.
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(0o100644 * 0x10000, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(signature(0x02014b50), madeByUnix, common, rest, file)
    offset += 30 + file.length + data.length
    if (offset > 0xffffffff) throw new RangeError('too much for a ZIP archive')
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, ...directory, signature(0x06054b50), end])
}

/** General purpose bit 11: names are UTF-8. */
const utf8Names = 0x0800
const madeByUnix = Buffer.from([20, 3])

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function isSafeName(name: string): boolean {
  return name !== '' && name.length < 200 && /^[\w.-]+(\/[\w.-]+)*$/.test(name) && !/(^|\/)\.\.?(\/|$)/.test(name)
}

/** MS-DOS date and time, in UTC: a ZIP has no time zone. */
function dosTime(at: Instant): number {
  const date = new Date(at)
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}
