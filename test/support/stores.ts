import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { inject } from 'vitest'
import { toHex } from '../../lib/core/bytes.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { type OpenedStore, openStore } from '../../lib/platform/store/open.ts'

/** The two databases that every promise about storage is tested on: `describe.each(storeKinds)('... on %s', ...)`. */
export const storeKinds = ['embedded', 'postgresql'] as const
export type StoreKind = (typeof storeKinds)[number]

let image: Blob | undefined

/** A fresh, migrated database of the kind; `close` it in `afterAll`. */
export async function openTestStore(kind: StoreKind): Promise<OpenedStore & { url?: string }> {
  if (kind === 'embedded') {
    image ??= await migratedImage()
    return await openStore({ memory: true, image })
  }
  const url = await newDatabase(inject('postgresUrl'))
  return { ...(await openStore({ url })), url }
}

/** The image that vitest's set-up made; programs that run without vitest migrate their own database. */
async function migratedImage(): Promise<Blob | undefined> {
  return process.env.VITEST === undefined ? undefined : new Blob([await readFile(inject('embeddedImage'))])
}

async function newDatabase(serverUrl: string): Promise<string> {
  const name = `test_${toHex(systemRandom.bytes(8))}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${inject('postgresTemplate')}`)
  await client.end()
  return serverUrl.replace(/\/postgres$/, `/${name}`)
}
