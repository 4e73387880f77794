import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromHex, toHex, utf8 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Random } from '../../core/random.ts'
import type { Settings } from '../settings/settings.ts'

/**
 * The 32 bytes that seal every key at rest: from the setting where it is given, as production demands; in a sandbox
 * without it, from the file `master.key` in the data folder, which the first start makes (readable by its owner only).
 *
 * @throws MandateError `start.master-key-unreadable`
 */
export async function loadMasterKey(
  settings: Pick<Settings, 'masterKey' | 'dataFolder'>,
  random: Random,
): Promise<Uint8Array> {
  if (settings.masterKey !== undefined) return keyOf(settings.masterKey, 'MANDATE_MASTER_KEY')
  const file = join(settings.dataFolder, 'master.key')
  return (await readKeyFile(file)) ?? (await makeKeyFile(file, random))
}

async function readKeyFile(file: string): Promise<Uint8Array | undefined> {
  try {
    return keyOf((await readFile(file, 'utf8')).trim(), file)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw asUnreadable(error, file)
  }
}

async function makeKeyFile(file: string, random: Random): Promise<Uint8Array> {
  const key = random.bytes(32)
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(utf8(`${toHex(key)}\n`))
      await handle.sync()
    } finally {
      await handle.close()
    }
    return key
  } catch (error) {
    throw asUnreadable(error, file)
  }
}

function keyOf(text: string, place: string): Uint8Array {
  const key = fromHex(text)
  if (key?.length !== 32) throw unreadable(place, 'it is not 64 hexadecimal digits')
  return key
}

function asUnreadable(error: unknown, file: string): unknown {
  return error instanceof MandateError ? error : unreadable(file, codeOf(error) ?? 'unknown', error)
}

function unreadable(place: string, reason: string, cause?: unknown): MandateError {
  return new MandateError('start.master-key-unreadable', { place, reason }, { cause })
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}
