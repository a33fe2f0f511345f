import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const database = (engine: 'sqlite' | 'postgres') => ({
  extends: true as const,
  test: {
    name: engine,
    include: ['tests/**/*.db.test.ts', `tests/**/*.${engine}.test.ts`],
    setupFiles: ['tests/support/engine.ts'],
    env: { YIZHAN_TEST_ENGINE: engine },
  },
})

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['tests/support/setup-all.ts'],
    pool: 'forks',
    // Much of the time is waiting for processes and networks: even two cores carry two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A year on the virtual clock takes its time on a busy machine.
    testTimeout: 240_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'pure', include: ['tests/**/*.test.ts'], exclude: ['tests/**/*.{db,sqlite,postgres}.test.ts'] } },
      database('sqlite'),
      database('postgres'),
    ],
  },
})
