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
    // A browser mostly waits, so two of them keep two cores busy. Files that share the server share no business.
    maxWorkers: 2,
  },
})
