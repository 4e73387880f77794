import { randomBytes } from 'node:crypto'
import { access, open, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { systemClock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'

/** Only the owner may read it, where the system knows such rights. */
const ownerOnly = 0o600

/** @throws MandateError `kit.file-exists` where there is one already */
export async function refuseExisting(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  if (exists) throw new MandateError('kit.file-exists', { file })
}

/**
 * Writes a file with secrets that must not be there yet.
 *
 * @throws MandateError `kit.file-exists`, `kit.file-unwritable`
 */
export async function writeNewFile(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(file, content, { flag: 'wx', mode: ownerOnly }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new MandateError('kit.file-exists', { file })
    throw unwritable(file, error)
  })
}

/**
 * Puts new content in the place of a file in one step: whoever reads it, and whenever this process is killed, sees the
 * old file or the new one and nothing between. Rights of the old file are kept. The content is on the disk when this
 * ends.
 *
 * @throws MandateError `kit.file-unwritable`
 */
export async function replaceFile(name: string, content: string | Uint8Array): Promise<void> {
  // What a link points to is replaced, not the link.
  const file = await realpath(name).catch(() => name)
  const aside = `${file}.${randomBytes(4).toString('hex')}${unfinished}`
  try {
    await removeUnfinished(file)
    const { mode } = await stat(file).catch(() => ({ mode: ownerOnly }))
    await writeDurably(aside, content, mode & 0o777)
    await rename(aside, file)
    await syncFolder(dirname(file))
  } catch (error) {
    await rm(aside, { force: true })
    throw unwritable(file, error as NodeJS.ErrnoException)
  }
}

const unfinished = '.tmp'
const abandonedAfter = 10 * 60_000

/** What a killed run left behind. */
async function removeUnfinished(file: string): Promise<void> {
  const folder = dirname(file)
  const name = basename(file)
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(`${name}.`) || !/^[0-9a-f]{8}\.tmp$/.test(entry.slice(name.length + 1))) continue
    const path = join(folder, entry)
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined && systemClock.now() - found.mtimeMs > abandonedAfter) {
      await rm(path, { force: true })
    }
  }
}

async function writeDurably(file: string, content: string | Uint8Array, mode: number): Promise<void> {
  const handle = await open(file, 'wx', mode)
  try {
    await handle.chmod(mode)
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A rename is on the disk when its folder is; Windows has no such step. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function unwritable(file: string, error: NodeJS.ErrnoException): MandateError {
  return new MandateError('kit.file-unwritable', { file, reason: error.code ?? 'unknown' })
}
