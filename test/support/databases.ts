import { rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import type { TestProject } from 'vitest/node'
import { applyMigrations } from '../../lib/platform/store/migrate.ts'
import { startTemporaryPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of a running PostgreSQL; each test file takes a database of its own. */
    postgresUrl: string
    /** Name of a migrated database there, to copy. */
    postgresTemplate: string
    /** File with a migrated embedded database, to open copies of. */
    embeddedImage: string
  }
}

const template = 'mandate_template'

/** Once for the whole test run: both databases, migrated, of which the tests take copies. */
export default async function prepareDatabases(project: TestProject) {
  const imageFile = join(tmpdir(), `mandate-embedded-${process.pid}.tar`)
  const [postgres] = await Promise.all([startTemporaryPostgres(), dumpEmbedded(imageFile)])
  await makeTemplate(postgres.url)
  project.provide('postgresUrl', postgres.url)
  project.provide('postgresTemplate', template)
  project.provide('embeddedImage', imageFile)
  return async () => {
    rmSync(imageFile, { force: true })
    await postgres.stop()
  }
}

async function dumpEmbedded(file: string): Promise<void> {
  const pglite = await PGlite.create('memory://')
  await applyMigrations(new PrismaPGlite(pglite))
  const image = await pglite.dumpDataDir('none')
  await pglite.close()
  await writeFile(file, Buffer.from(await image.arrayBuffer()))
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${template}`)
  await client.end()
  await applyMigrations(new PrismaPg({ connectionString: serverUrl.replace(/\/postgres$/, `/${template}`) }))
}
