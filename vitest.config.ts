import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}', 'test/{vectors,attacks,integration}/**/*.test.ts'],
    testTimeout: 20_000,
  },
})
