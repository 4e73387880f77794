import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'lib/**/*.test.ts',
      'app/**/*.test.{ts,tsx}',
      'components/**/*.test.{ts,tsx}',
      'test/{vectors,attacks,crash,integration}/**/*.test.ts',
    ],
    globalSetup: ['test/support/databases.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
