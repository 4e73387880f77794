import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { storeKinds } from '../../../test/support/stores.ts'
import { equalBytes, utf8 } from '../../core/bytes.ts'
import { systemRandom } from '../../core/random.ts'
import { masterKeySealer } from './sealer.ts'
import { secretOf } from './secrets.ts'

describe.each(storeKinds)('small secrets on %s', (kind) => {
  let runtime: TestRuntime
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
  })
  afterAll(() => runtime.close())

  /** Another process: the same database, nothing remembered. */
  const otherProcess = () => ({ ...runtime, store: runtime.store.$extends({}) as unknown as TestRuntime['store'] })
  const never = () => {
    throw new Error('made again')
  }

  it('makes a secret once, and every process reads the same one', async () => {
    const made = await secretOf(runtime, 'test/once', () => systemRandom.bytes(32))
    expect(await secretOf(runtime, 'test/once', never)).toEqual(made)
    expect(equalBytes(await secretOf(otherProcess(), 'test/once', never), made)).toBe(true)
  })

  it('gives all the same secret when several make it at the same moment', async () => {
    const made = await Promise.all(
      Array.from({ length: 5 }, () => secretOf(otherProcess(), 'test/race', () => systemRandom.bytes(32))),
    )
    for (const secret of made) expect(equalBytes(secret, made[0] as Uint8Array)).toBe(true)
  })

  it('keeps nothing readable in the database', async () => {
    await secretOf(runtime, 'test/sealed', () => utf8('a very plain secret'))
    const row = await runtime.store.secret.findUniqueOrThrow({ where: { name: 'test/sealed' } })
    expect(Buffer.from(row.sealed).includes('plain secret')).toBe(false)
  })

  it('says so when the master key is another one, and makes no new secret over the old', async () => {
    await secretOf(runtime, 'test/key', () => utf8('first'))
    const house = { ...otherProcess(), sealer: masterKeySealer(new Uint8Array(32).fill(9), systemRandom) }
    await expect(secretOf(house, 'test/key', never)).rejects.toMatchObject({ code: 'start.master-key-wrong' })
  })

  it('refuses a secret that was moved to another name', async () => {
    await secretOf(runtime, 'test/from', () => utf8('here'))
    const { sealed } = await runtime.store.secret.findUniqueOrThrow({ where: { name: 'test/from' } })
    await runtime.store.secret.create({ data: { name: 'test/to', sealed, createdAt: new Date(0) } })
    await expect(secretOf(runtime, 'test/to', never)).rejects.toMatchObject({ code: 'start.master-key-wrong' })
  })

  it('tries again after a failure', async () => {
    const failing = secretOf(runtime, 'test/again', () => Promise.reject(new Error('no luck')))
    await expect(failing).rejects.toThrow('no luck')
    expect(await secretOf(runtime, 'test/again', () => utf8('luck'))).toEqual(utf8('luck'))
  })
})
