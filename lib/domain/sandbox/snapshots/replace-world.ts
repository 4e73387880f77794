import { MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { emptyWorld, lockWorld, worldTables } from './world-tables.ts'

const tries = 3

/**
 * Puts another world in the place of this one, in one transaction, alone: requests wait meanwhile, and those that ran
 * are done before. The keys stay, so every certificate and token that the new world knows is still good. Afterwards
 * everybody who remembers something begins anew, and who is no longer a person is signed out.
 *
 * @param fill writes the new world; every table is empty
 * @throws MandateError `sandbox.world-busy` where something would not let go of the tables
 */
export async function replaceWorld<Result>(
  runtime: Runtime,
  fill: (tx: Transaction, tables: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const result = await alone(runtime, async (tx, tables) => {
    await emptyWorld(tx, tables)
    const filled = await fill(tx, tables)
    await tx.$executeRaw`DELETE FROM "Session" WHERE "personId" NOT IN (SELECT "id" FROM "Person")`
    return filled
  })
  runtime.signals.emit('world-changed', {})
  return result
}

/** Runs a transaction that has every table of the world to itself. */
export async function alone<Result>(
  { gate, store }: Pick<Runtime, 'gate' | 'store'>,
  work: (tx: Transaction, tables: readonly string[]) => Promise<Result>,
): Promise<Result> {
  return await gate.alone(async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await store.$transaction(
          async (tx) => {
            const tables = await worldTables(tx)
            await lockWorld(tx, tables)
            return await work(tx, tables)
          },
          { timeout: 60_000 },
        )
      } catch (error) {
        if (!isBusy(error)) throw error
        if (attempt === tries) throw new MandateError('sandbox.world-busy', {}, { cause: error })
      }
    }
  })
}

/** A deadlock, a lock that was not given in time, or a lost race: SQLSTATE 40P01, 55P03, 40001. */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return error.code === 'P2034' || /\b(40P01|55P03|40001)\b/.test(`${error.message} ${JSON.stringify(error.meta)}`)
}
