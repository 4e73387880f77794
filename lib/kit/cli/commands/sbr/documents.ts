import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { toBase64 } from '../../../../core/bytes.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import type { As4Document, DocumentToWrite } from '../../../../formats/as4/index.ts'

/** Largest file that is sent, bytes. */
const fileLimit = 16 * 1024 * 1024

/**
 * A file as a document; its name, without what follows the dot, is that of the document.
 *
 * @throws MandateError `kit.file-unreadable`
 */
export async function readDocument(file: string, name: string | undefined): Promise<DocumentToWrite> {
  try {
    const { size } = await stat(file)
    if (size > fileLimit) throw new MandateError('kit.file-unreadable', { file, reason: 'it is too large' })
    const own = basename(file, extname(file))
      .toUpperCase()
      .replace(/[^A-Z0-9_]/g, '_')
      .slice(0, 40)
    return { bytes: await readFile(file), name: name ?? (own || 'DOCUMENT'), type: 'BASE', mime: 'text/xml' }
  } catch (error) {
    if (error instanceof MandateError) throw error
    const reason = String((error as NodeJS.ErrnoException).code)
    throw new MandateError('kit.file-unreadable', {
      file,
      reason: reason === 'ENOENT' ? 'there is no such file' : reason,
    })
  }
}

/** Documents for people: each under a line with its name. */
export function showDocuments(documents: readonly As4Document[]): string {
  return documents
    .map(({ properties, bytes }) => `${properties.get('DocumentName') ?? 'Document'}:\n${textOf(bytes)}\n`)
    .join('\n')
}

/** Documents for programs. */
export function jsonOf(documents: readonly As4Document[]) {
  return documents.map(({ properties, bytes }) => ({
    ...Object.fromEntries(properties),
    content: toBase64(bytes),
  }))
}

function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal must not obey what a document holds
  return text.replace(/[\0-\x08\x0b-\x1f\x7f\x9b]/g, '\ufffd')
}
