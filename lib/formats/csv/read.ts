/** A line of a CSV file with the number that an editor shows for its first line. */
export type CsvLine = { line: number; fields: string[] }

export type CsvFault = { problem: string }

/**
 * Reads CSV (RFC 4180): commas, or semicolons where the first line has no comma; quoted fields with doubled quotes and
 * line breaks; CRLF or LF; a byte order mark is skipped, and so are empty lines.
 *
 * @returns the lines, or what is wrong with the file as a whole
 */
export function readCsv(text: string, { maxLines }: { maxLines: number }): CsvLine[] | CsvFault {
  const source = text.replace(/^\uFEFF/, '')
  const firstLine = source.slice(0, source.search(/[\r\n]|$/))
  const separator = firstLine.includes(',') || !firstLine.includes(';') ? ',' : ';'
  const lines: CsvLine[] = []
  let fields: string[] = []
  let value = ''
  let at = 0
  let line = 1
  let startLine = 1
  let wasQuoted = false

  const endField = () => {
    fields.push(wasQuoted ? value : value.trim())
    value = ''
    wasQuoted = false
  }
  const endLine = () => {
    endField()
    if (fields.some((one) => one !== '')) lines.push({ line: startLine, fields })
    fields = []
    line++
    startLine = line
  }

  while (at < source.length) {
    const character = source[at] as string
    if (character === '"' && value.trim() === '' && !wasQuoted) {
      const end = closingQuote(source, at + 1)
      if (end === -1) return { problem: `a quotation mark in line ${line} is never closed` }
      const quoted = source.slice(at + 1, end).replace(/""/g, '"')
      value = quoted
      wasQuoted = true
      line += quoted.split('\n').length - 1
      at = end + 1
      continue
    }
    if (character === separator) endField()
    else if (character === '\n') {
      endLine()
      if (lines.length > maxLines) return { problem: `it has more than ${maxLines} lines` }
    } else if (character !== '\r') {
      if (wasQuoted && character.trim() !== '')
        return { problem: `there is text after a closing quotation mark in line ${line}` }
      if (!wasQuoted) value += character
    }
    at++
  }
  if (value !== '' || fields.length > 0 || wasQuoted) endLine()
  return lines.length > maxLines ? { problem: `it has more than ${maxLines} lines` } : lines
}

function closingQuote(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] !== '"') continue
    if (source[at + 1] === '"') at++
    else return at
  }
  return -1
}
