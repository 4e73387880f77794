import { fromBase64, toBase64 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'

/** A block of PEM text: its label, as in `CERTIFICATE`, and its bytes. */
export type PemBlock = { label: string; der: Uint8Array }

/** Writes a block of PEM text (RFC 7468), with a line break at the end. Runs in the browser. */
export function writePem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/**
 * Reads the blocks of PEM text (RFC 7468) in order; text between the blocks is skipped. Runs in the browser.
 *
 * @throws MandateError `pem.malformed`
 */
export function readPem(text: string): PemBlock[] {
  if (text.length > mostCharacters) throw malformed('it is too long')
  const blocks: PemBlock[] = []
  let open: { label: string; lines: string[] } | undefined
  for (const line of text.split(/\r\n|\r|\n/)) {
    const mark = /^-----(BEGIN|END) ([A-Z0-9 ]{1,60})-----\s*$/.exec(line)
    if (!mark) {
      open?.lines.push(line)
    } else if (mark[1] === 'BEGIN') {
      if (open) throw malformed(`a block begins inside the block ${open.label}`)
      open = { label: mark[2] as string, lines: [] }
    } else {
      if (!open || open.label !== mark[2]) throw malformed(`a block ${mark[2]} ends that did not begin`)
      blocks.push({ label: open.label, der: decoded(open) })
      open = undefined
    }
  }
  if (open) throw malformed(`the block ${open.label} does not end`)
  if (blocks.length === 0) throw malformed('it has no BEGIN and END lines')
  return blocks
}

const mostCharacters = 4 * 1024 * 1024

function decoded({ label, lines }: { label: string; lines: string[] }): Uint8Array {
  if (lines.some((line) => line.includes(':'))) {
    throw malformed(`the block ${label} has headers, as old encrypted keys have; PKCS#8 is read here`)
  }
  const der = fromBase64(lines.join(''))
  if (!der || der.length === 0) throw malformed(`the block ${label} is not base64`)
  return der
}

function malformed(what: string): MandateError {
  return new MandateError('pem.malformed', { what })
}
