import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase } from '#db/client'
import { joinEmbedded } from '#db/embedded'

/** Writes db/database.ts from a freshly migrated database; with `--check` only compares. */
const folder = mkdtempSync(path.join(tmpdir(), 'headwater-types-'))
const server = await joinEmbedded(folder, { settings: ['fsync=off'] })
const headwater = await openDatabase({ dataFolder: folder })
const out = path.join(folder, 'database.ts')
const result = spawnSync(
  'kysely-codegen',
  [
    '--dialect=postgres',
    `--url=postgresql://postgres@localhost/headwater?host=${encodeURIComponent(server.host)}`,
    `--out-file=${out}`,
    '--date-parser=string',
    '--numeric-parser=number',
    '--type-mapping={"int8":"number"}',
    '--exclude-pattern={schema_migration*,graphile_worker.*,auth.*}',
    '--log-level=error',
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
)
await headwater.close()
await server.leave()
const generated = result.status === 0 ? readFileSync(out, 'utf8') : ''
rmSync(folder, { recursive: true, force: true })
if (result.status !== 0) process.exit(1)
const target = path.join(import.meta.dirname, '../db/database.ts')
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== generated) {
    process.stderr.write(
      'db/database.ts differs from the migrated schema; run npm run generate:database-types\n',
    )
    process.exit(1)
  }
} else writeFileSync(target, generated)
