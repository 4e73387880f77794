const start = 1
const part = 2

/** Classes of the ASCII characters in names without colons; XML Names 1.0 section 3. */
const ascii = new Uint8Array(128)
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code)
  if (/[A-Za-z_]/.test(character)) ascii[code] = start | part
  else if (/[0-9.-]/.test(character)) ascii[code] = part
}

/** First and last code points above ASCII that can begin a name; XML 1.0 production 4. */
const startRanges = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
] as const

/** Those that can only stand further on; production 4a. */
const partRanges = [
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
] as const

/**
 * Offset just after the name without a colon that begins at `from`; `from` itself where none begins there.
 */
export function endOfName(source: string, from: number): number {
  let at = from
  let code = source.charCodeAt(at)
  if (code < 128) {
    if (((ascii[code] as number) & start) === 0) return from
    at++
  } else {
    const width = widthAbove(source, at, true)
    if (width === 0) return from
    at += width
  }
  for (;;) {
    code = source.charCodeAt(at)
    if (code < 128) {
      if (((ascii[code] as number) & part) === 0) return at
      at++
    } else {
      const width = widthAbove(source, at, false)
      if (width === 0) return at
      at += width
    }
  }
}

/** Code units of the name character above ASCII at that offset, or 0. */
function widthAbove(source: string, at: number, first: boolean): number {
  const point = source.codePointAt(at)
  if (point === undefined) return 0
  const within = ([from, to]: readonly [number, number]) => point >= from && point <= to
  if (startRanges.some(within) || (!first && partRanges.some(within))) return point > 0xffff ? 2 : 1
  return 0
}
