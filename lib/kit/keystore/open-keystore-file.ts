import { readFile, stat } from 'node:fs/promises'
import { MandateError } from '../../core/errors/index.ts'
import type { OpenedKeystore } from '../../formats/keystore/keystore.ts'
import { openKeystore } from '../../formats/keystore/open.ts'

/** Longest keystore file that is read, bytes. */
const fileLimit = 4 * 1024 * 1024

/**
 * Reads and opens a keystore file.
 *
 * @throws MandateError `kit.file-unreadable`, `keystore.*`
 * @example
 * const keystore = await openKeystoreFile('keystore.xml', process.env.MANDATE_KEYSTORE_PASSWORD ?? '')
 * const credential = chooseCredential(keystore)
 */
export async function openKeystoreFile(file: string, password: string): Promise<OpenedKeystore> {
  return openKeystore(await readKeystoreFile(file), password)
}

/**
 * The bytes of a keystore file.
 *
 * @throws MandateError `kit.file-unreadable`
 */
export async function readKeystoreFile(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file)
    if (size > fileLimit) throw new MandateError('kit.file-unreadable', { file, reason: 'it is too large' })
    return await readFile(file)
  } catch (error) {
    if (error instanceof MandateError) throw error
    throw new MandateError('kit.file-unreadable', { file, reason: reasonOf(error) })
  }
}

function reasonOf(error: unknown): string {
  const code = String((error as NodeJS.ErrnoException).code)
  return { ENOENT: 'there is no such file', EACCES: 'you may not read it', EISDIR: 'it is a folder' }[code] ?? code
}
