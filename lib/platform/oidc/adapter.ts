import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { type Instant, second } from '../../core/clock.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { recordKey } from './record-key.ts'

/**
 * Where oidc-provider keeps its sessions, grants and codes: the table OidcRecord, so that nothing is lost at a restart
 * and several processes share it. One adapter for each of the library's models.
 *
 * @param realm goes before the name of each model, so that one provider never takes what another one gave
 */
export function createAdapter(runtime: Runtime, realm = ''): (model: string) => Adapter {
  const { store, clock } = runtime
  const expiry = (seconds: number | undefined) =>
    seconds === undefined ? null : new Date(clock.now() + seconds * second)

  return (libraryModel) => {
    const model = realm + libraryModel
    const keyOf = (id: string) => recordKey(model, id)
    return {
      async upsert(id, payload, expiresIn) {
        const row = {
          model,
          payload: JSON.parse(JSON.stringify(payload)),
          grantId: payload.grantId ?? null,
          uid: payload.uid ?? null,
          expiresAt: expiry(expiresIn),
        }
        await store.oidcRecord.upsert({
          where: { key: keyOf(id) },
          create: { key: keyOf(id), ...row },
          update: row,
        })
      },
      async find(id) {
        return inForce(await store.oidcRecord.findUnique({ where: { key: keyOf(id) } }), clock.now())
      },
      async findByUid(uid) {
        return inForce(await store.oidcRecord.findFirst({ where: { model, uid } }), clock.now())
      },
      // Only device flow has user codes, and it is off.
      async findByUserCode() {
        return undefined
      },
      async consume(id) {
        const { count } = await store.oidcRecord.updateMany({
          where: { key: keyOf(id), consumedAt: null },
          data: { consumedAt: new Date(clock.now()) },
        })
        // Two requests at the same moment: the library saw the code unused in both, the database lets one win.
        if (count === 0) throw new errors.InvalidGrant('already consumed')
      },
      async destroy(id) {
        await store.oidcRecord.deleteMany({ where: { key: keyOf(id) } })
      },
      async revokeByGrantId(grantId) {
        await store.oidcRecord.deleteMany({ where: { grantId } })
      },
    }
  }
}

/** Removes what has lapsed; answers how many. */
export async function removeLapsedRecords({ store, clock }: Runtime): Promise<number> {
  const { count } = await store.oidcRecord.deleteMany({ where: { expiresAt: { lte: new Date(clock.now()) } } })
  return count
}

type Row = { payload: unknown; consumedAt: Date | null; expiresAt: Date | null }

function inForce(row: Row | null, now: Instant): AdapterPayload | undefined {
  if (row === null || (row.expiresAt !== null && row.expiresAt.getTime() <= now)) return undefined
  const consumed = row.consumedAt === null ? undefined : Math.floor(row.consumedAt.getTime() / second)
  return { ...(row.payload as AdapterPayload), ...(consumed === undefined ? {} : { consumed }) }
}
