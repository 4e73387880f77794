import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { MandateError } from '../../core/errors/index.ts'

/**
 * Takes the data folder for this process. The kernel gives the lock back when the process ends, however it ends, so
 * nothing stale is left. Not for network file systems.
 *
 * @returns how to give it back
 * @throws MandateError `start.data-folder-in-use`
 */
export function lockDataFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new MandateError('start.data-folder-in-use', { folder }, { cause: error })
  }
  return () => lock.close()
}
