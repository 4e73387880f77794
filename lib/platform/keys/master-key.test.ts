import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toHex } from '../../core/bytes.ts'
import { seededRandom, systemRandom } from '../../core/random.ts'
import { loadMasterKey } from './master-key.ts'

let dataFolder: string
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'mandate-key-'))
})
afterAll(() => rm(dataFolder, { recursive: true, force: true }))

test('the first start makes a key that only its owner can read, and later starts read the same one', async () => {
  const made = await loadMasterKey({ masterKey: undefined, dataFolder }, systemRandom)
  expect(made).toHaveLength(32)
  expect((await stat(join(dataFolder, 'master.key'))).mode & 0o777).toBe(0o600)
  expect(await loadMasterKey({ masterKey: undefined, dataFolder }, seededRandom(1))).toEqual(new Uint8Array(made))
})

test('the setting wins over the file and writes nothing', async () => {
  const masterKey = 'ab'.repeat(32)
  const before = await readFile(join(dataFolder, 'master.key'), 'utf8')
  expect(toHex(await loadMasterKey({ masterKey, dataFolder }, systemRandom))).toBe(masterKey)
  expect(await readFile(join(dataFolder, 'master.key'), 'utf8')).toBe(before)
})

test.each(['', 'not hexadecimal', 'ab'.repeat(31), 'ab'.repeat(33)])(
  'a damaged file (%j) is refused and never replaced',
  async (content) => {
    await writeFile(join(dataFolder, 'master.key'), content)
    await expect(loadMasterKey({ masterKey: undefined, dataFolder }, systemRandom)).rejects.toMatchObject({
      code: 'start.master-key-unreadable',
    })
    expect(await readFile(join(dataFolder, 'master.key'), 'utf8')).toBe(content)
  },
)

test('a folder that is not there is told, not made', async () => {
  const missing = join(dataFolder, 'none')
  await expect(loadMasterKey({ masterKey: undefined, dataFolder: missing }, systemRandom)).rejects.toMatchObject({
    code: 'start.master-key-unreadable',
    details: { reason: 'ENOENT' },
  })
})
