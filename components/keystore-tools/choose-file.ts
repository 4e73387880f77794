import type { ErrorText } from '../../lib/core/errors/index.ts'
import type { CredentialFileFormat } from '../../lib/formats/keystore/convert/format.ts'
import type { ShownCredential } from './read-contents.ts'

/** A file that was opened as far as that needs no password. */
export type ChosenFile = {
  /** Another one for each choice, also of the same file. */
  key: number
  name: string
  bytes: Uint8Array
  format: CredentialFileFormat
  /** What is in a keystore; other formats show it only with their password. */
  credentials: ShownCredential[] | undefined
}

const largest = 4 * 1024 * 1024
let chosenSoFar = 0

/** Reads a file that a person chose, or says what is wrong with it. The readers are loaded only now. */
export async function chooseFile(chosen: File): Promise<{ file: ChosenFile } | { fault: ErrorText }> {
  const { describeError, MandateError } = await import('../../lib/core/errors/index.ts')
  try {
    if (chosen.size > largest) throw new MandateError('keystore.too-large', { limit: '4 MB' })
    const bytes = new Uint8Array(await chosen.arrayBuffer())
    const { formatOfFile } = await import('../../lib/formats/keystore/convert/format.ts')
    const format = formatOfFile(bytes)
    const { readContents } = await import('./read-contents.ts')
    const credentials = format === 'keystore' ? readContents(bytes) : undefined
    chosenSoFar++
    return { file: { key: chosenSoFar, name: chosen.name, bytes, format, credentials } }
  } catch (error) {
    return { fault: describeError(error) }
  }
}
