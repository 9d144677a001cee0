import { spawnSync } from 'node:child_process'

/** The quick gate: format and lint, types with layer boundaries, file rules, pure tests. No database. */
const steps: readonly [string, string, readonly string[]][] = [
  ['format and lint', 'biome', ['check', '--config-path=.biome.jsonc', '--error-on-warnings', '.']],
  ['types and layers', 'tsc', ['-b']],
  ['file rules', 'node', ['scripts/check-files.ts']],
  ['pure tests', 'vitest', ['run', '--config', 'test/vitest.config.ts', '--project', 'pure']],
]

for (const [title, command, args] of steps) {
  const started = performance.now()
  const result = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (result.status !== 0) {
    process.stderr.write(`verify: ${title} failed after ${seconds} s\n`)
    process.exit(1)
  }
  process.stderr.write(`verify: ${title} ✓ ${seconds} s\n`)
}
