import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { PrismaClient } from './generated/client.ts'
import { applyMigrations } from './migrate.ts'

/** The database, open and up to date. */
export type Store = PrismaClient

/** The inside of a transaction. Repositories take this, never the outer client: on PGlite that would deadlock. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

export type OpenedStore = { store: Store; kind: 'embedded' | 'postgresql'; close(): Promise<void> }

/**
 * Where the database is: a folder for the embedded one, the address of a PostgreSQL, or memory for tests; `image` is an
 * embedded database dumped before, which opens much faster than one made from nothing.
 */
export type StoreLocation = { folder: string } | { url: string } | { memory: true; image?: Blob }

/** Waits and limits of interactive transactions, ms. PGlite has one connection, so everybody else waits that long. */
const transactionOptions = { maxWait: 10_000, timeout: 15_000 }

/** Opens the database and applies the migrations that are missing. */
export async function openStore(location: StoreLocation): Promise<OpenedStore> {
  return 'url' in location ? await openPostgres(location.url) : await openEmbedded(location)
}

async function openPostgres(url: string): Promise<OpenedStore> {
  await applyMigrations(new PrismaPg({ connectionString: url }))
  const store = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }), transactionOptions })
  return { store, kind: 'postgresql', close: () => store.$disconnect() }
}

async function openEmbedded(location: Exclude<StoreLocation, { url: string }>): Promise<OpenedStore> {
  const pglite =
    'memory' in location
      ? await PGlite.create('memory://', { loadDataDir: location.image })
      : await PGlite.create(await databaseFolder(location.folder))
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

async function databaseFolder(dataFolder: string): Promise<string> {
  await mkdir(dataFolder, { recursive: true })
  return join(dataFolder, 'database')
}
