import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: '.',
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/e2e/support/server.ts'],
    testTimeout: 90_000,
    // Two cores run a browser, a server and the tests: a step that came too late is tried once more.
    retry: 1,
    hookTimeout: 90_000,
    // One browser and one server at a time leave both cores to them.
    maxWorkers: 1,
    fileParallelism: false,
  },
})
