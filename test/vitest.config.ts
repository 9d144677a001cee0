import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { ownTemporaryFolder } from './support/temporary-folder.ts'

ownTemporaryFolder()

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const shared = { root, environment: 'node' as const, testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  root,
  test: {
    maxWorkers: Math.max(2, availableParallelism()),
    reporters: ['default', `${root}/test/support/count-reporter.ts`],
    projects: [
      {
        root,
        test: {
          ...shared,
          name: 'pure',
          include: ['test/{planning,published,scenarios,regression,wording,web,solver,scripts}/**/*.test.ts'],
        },
      },
      {
        root,
        test: {
          ...shared,
          name: 'database',
          include: ['test/{db,api,faults}/**/*.test.ts'],
          globalSetup: ['test/support/cluster.ts'],
        },
      },
      {
        root,
        test: {
          ...shared,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/cluster.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
})
