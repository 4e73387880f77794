import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { isConflictOn } from '../store/conflict.ts'

type House = Pick<Runtime, 'store' | 'sealer' | 'clock'>

const opened = new WeakMap<House['store'], Map<string, Promise<Uint8Array>>>()

/**
 * A small secret of the house by its name: made at its first use, kept sealed in the database, the same in every
 * process from then on.
 *
 * @param name such as `session/cookies`; it is bound into the seal
 * @param make makes the secret; called outside any transaction, and its result is dropped where another process was first
 * @throws MandateError `start.master-key-wrong` where the secret was sealed with another master key
 */
export function secretOf(
  house: House,
  name: string,
  make: () => Uint8Array | Promise<Uint8Array>,
): Promise<Uint8Array> {
  const ofStore = opened.get(house.store) ?? new Map<string, Promise<Uint8Array>>()
  opened.set(house.store, ofStore)
  const known = ofStore.get(name)
  if (known !== undefined) return known
  const secret = readOrMake(house, name, make)
  ofStore.set(name, secret)
  // A failure is not kept: the next request tries again.
  secret.catch(() => ofStore.delete(name))
  return secret
}

async function readOrMake(
  house: House,
  name: string,
  make: () => Uint8Array | Promise<Uint8Array>,
): Promise<Uint8Array> {
  const found = await read(house, name)
  if (found !== undefined) return found
  const secret = await make()
  const sealed = new Uint8Array(house.sealer.seal(purposeOf(name), secret))
  try {
    await house.store.secret.create({ data: { name, sealed, createdAt: new Date(house.clock.now()) } })
    return secret
  } catch (error) {
    const other = isConflictOn(error, 'name', { primaryKey: true }) ? await read(house, name) : undefined
    if (other === undefined) throw error
    return other
  }
}

async function read(house: House, name: string): Promise<Uint8Array | undefined> {
  const row = await house.store.secret.findUnique({ where: { name } })
  if (row === null) return undefined
  try {
    return house.sealer.open(purposeOf(name), row.sealed)
  } catch (cause) {
    throw new MandateError('start.master-key-wrong', {}, { cause })
  }
}

function purposeOf(name: string): string {
  return `secret/${name}`
}
