import { createPrivateKey } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Authority } from '../../lib/platform/authority/authority.ts'
import { freshKey, generateRsaKey, type KeyMaker } from '../../lib/platform/authority/generate-key.ts'
import { openAuthority } from '../../lib/platform/authority/open.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'

const folder = join(import.meta.dirname, '../../node_modules/.cache/mandate-test-keys')

/** Opens the authority of a test's Runtime with keys that earlier runs made: RSA 4096 takes seconds each time. */
export async function openTestAuthority(runtime: Runtime): Promise<Authority> {
  return await openAuthority(runtime, { makeKey: cachedKeys() })
}

/** Gives the same keys, in the same order, in every run on this machine; only for tests. */
export function cachedKeys(purpose = 'house'): KeyMaker & { skip(bits: 2048 | 4096): unknown } {
  const given = new Map<number, number>()
  const takeTurn = (bits: number) => {
    const turn = given.get(bits) ?? 0
    given.set(bits, turn + 1)
    return turn
  }
  const makeKey: KeyMaker = async (bits) => {
    const turn = takeTurn(bits)
    const file = join(folder, `${purpose}-${bits}-${turn}.pem`)
    try {
      return freshKey(createPrivateKey(readFileSync(file)))
    } catch {
      const key = await generateRsaKey(bits)
      mkdirSync(folder, { recursive: true })
      const draft = `${file}.${process.pid}`
      writeFileSync(draft, key.privateKey.export({ format: 'pem', type: 'pkcs8' }))
      renameSync(draft, file)
      return key
    }
  }
  return Object.assign(makeKey, { skip: takeTurn })
}
