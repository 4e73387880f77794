import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { SchemaEngine as Engine, MigrationList } from '@prisma/schema-engine-wasm'
import type pg from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'

const projectRoot = join(import.meta.dirname, '../../..')
const migrationsFolder = join(projectRoot, 'prisma/migrations')
const schemaFolder = join(projectRoot, 'prisma/schema')
const noFilter = { externalTables: [], externalEnums: [] }

/**
 * Brings a database up to the newest migration of `prisma/migrations`, in Prisma's own bookkeeping. Safe to run from
 * several processes at once: Prisma's engine takes an advisory lock.
 *
 * @returns names of the migrations that were applied now
 */
export async function applyMigrations(factory: SqlMigrationAwareDriverAdapterFactory): Promise<string[]> {
  return await withEngine(factory, async (engine) => {
    const applied = await engine.applyMigrations({ migrationsList: await readMigrations(), filters: noFilter })
    return applied.appliedMigrationNames
  })
}

/**
 * What a new migration would have to contain: the SQL from the migrations to the schema, empty when they agree.
 * Works on a throw-away database in memory only, for the engine writes into the database that it is given.
 */
export async function migrationDiff(): Promise<string> {
  const scratch = await PGlite.create('memory://')
  try {
    return await withEngine(new PrismaPGlite(scratch), async (engine) => {
      const result = await engine.diff({
        from: { tag: 'migrations', ...(await readMigrations()) },
        to: { tag: 'schemaDatamodel', files: await readSchema() },
        script: true,
        exitCode: true,
        filters: noFilter,
      })
      return result.exitCode === 2 ? (result.stdout ?? '') : ''
    })
  } finally {
    await scratch.close()
  }
}

async function withEngine<Result>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const { SchemaEngine } = await import('@prisma/schema-engine-wasm')
  const opened: SqlDriverAdapter[] = []
  const engine = await SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory({
      provider: factory.provider,
      adapterName: factory.adapterName,
      connect: async () => remember(await factory.connect()),
      // A shadow database through adapter-pg would be the main one: never allow it there.
      connectToShadowDb: async () => {
        if (!(factory instanceof PrismaPGlite)) throw new Error('no shadow database here')
        return remember(await factory.connectToShadowDb())
      },
    }),
  )
  try {
    return await work(engine)
  } finally {
    // The engine's own `free` leaves the pool, and with it the migration lock, open.
    for (const adapter of opened) await adapter.dispose()
    engine.free()
  }

  function remember(adapter: SqlDriverAdapter): SqlDriverAdapter {
    if (!(factory instanceof PrismaPGlite)) {
      opened.push(adapter)
      runScriptsWhole(adapter)
    }
    return adapter
  }
}

/** adapter-pg cuts a script at every semicolon, also inside a function's body; PostgreSQL itself takes it whole. */
function runScriptsWhole(adapter: SqlDriverAdapter): void {
  const { underlyingDriver } = adapter as unknown as { underlyingDriver?: () => pg.Pool }
  const pool = underlyingDriver?.call(adapter)
  if (pool === undefined) return
  adapter.executeScript = async (script) => {
    await pool.query(script)
  }
}

async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  }
}

async function readSchema() {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith('.prisma')).sort()
  return await Promise.all(
    names.map(async (name) => ({
      path: join(schemaFolder, name),
      content: await readFile(join(schemaFolder, name), 'utf8'),
    })),
  )
}
