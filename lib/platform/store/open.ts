import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { remoteAdapter } from './embedded/remote-adapter.ts'
import { startDatabase } from './embedded/start-database.ts'
import { PrismaClient } from './generated/client.ts'
import { applyMigrations } from './migrate.ts'

/** The database, open and up to date. */
export type Store = PrismaClient

/** The inside of a transaction. Repositories take this, never the outer client: on PGlite that would deadlock. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

export type OpenedStore = {
  store: Store
  kind: 'embedded' | 'postgresql'
  /** A way for another thread to the same embedded database, where this one is in a folder. */
  connect?(): MessagePort
  close(): Promise<void>
}

/**
 * Where the database is: a folder for the embedded one, the address of a PostgreSQL, or memory for tests; `image` is an
 * embedded database dumped before, which opens much faster than one made from nothing.
 */
export type StoreLocation =
  | { folder: string; image?: Blob }
  | { url: string; isMigrated?: boolean }
  | { memory: true; image?: Blob }

/** Waits and limits of interactive transactions, ms. PGlite has one connection, so everybody else waits that long. */
const transactionOptions = { maxWait: 10_000, timeout: 15_000 }

/** Opens the database and applies the migrations that are missing. */
export async function openStore(location: StoreLocation): Promise<OpenedStore> {
  if ('url' in location) return await openPostgres(location)
  if ('folder' in location) return await openEmbedded(location)
  return await openInMemory(location.image)
}

/** Opens, in any thread, an embedded database that another thread opened: `port` comes from its `connect`. */
export async function openShared(port: MessagePort): Promise<OpenedStore> {
  const store = new PrismaClient({ adapter: remoteAdapter(port), transactionOptions })
  return {
    store,
    kind: 'embedded',
    close: async () => {
      await store.$disconnect()
      port.close()
    },
  }
}

async function openPostgres({ url, isMigrated }: { url: string; isMigrated?: boolean }): Promise<OpenedStore> {
  if (!isMigrated) await applyMigrations(new PrismaPg({ connectionString: url }))
  const store = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }), transactionOptions })
  return { store, kind: 'postgresql', close: () => store.$disconnect() }
}

/** In memory it is for tests, and stays in their thread: they wait for each statement anyway. */
async function openInMemory(image: Blob | undefined): Promise<OpenedStore> {
  const pglite = await PGlite.create('memory://', { loadDataDir: image })
  const adapter = new PrismaPGlite(pglite)
  // PGlite learns array types when it opens; a migration that makes an enum comes after that.
  if ((await applyMigrations(adapter)).length > 0) await pglite.refreshArrayTypes()
  const store = new PrismaClient({ adapter, transactionOptions })
  return {
    store,
    kind: 'embedded',
    close: async () => {
      await store.$disconnect()
      if (!pglite.closed) await pglite.close()
    },
  }
}

async function openEmbedded({ folder, image }: { folder: string; image?: Blob }): Promise<OpenedStore> {
  const database = await startDatabase(await databaseFolder(folder), image)
  const { store } = await openShared(database.connect())
  return {
    store,
    kind: 'embedded',
    connect: () => database.connect(),
    close: async () => {
      await store.$disconnect()
      await database.close()
    },
  }
}

async function databaseFolder(dataFolder: string): Promise<string> {
  await mkdir(dataFolder, { recursive: true })
  return join(dataFolder, 'database')
}
