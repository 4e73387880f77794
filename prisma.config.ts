import { defineConfig } from 'prisma/config'

// `prisma generate` only checks that the engine's path exists; it never runs it. The real engine is the WASM one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
})
