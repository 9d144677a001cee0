import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { createGzip } from 'node:zlib'
import { writeBackup } from '#db/backup'
import { InputFault, runCommand } from './command-line.ts'
import { openConfigured } from './open-database.ts'

const help = `
Writes everything the company owns, as it stands at one moment, into one file.

  npm run --silent backup -- --out headwater-backup.gz

--out FILE   file to write (must not exist)
Works beside a running server. Passwords are stored only as hashes; keep the file as safe as the data folder.
`

await runCommand(help, { out: { type: 'string' } }, async ({ out }) => {
  if (!out) throw new InputFault('--out FILE is missing: name the file to write')
  const file = createWriteStream(out, { flags: 'wx', mode: 0o600 })
  await Promise.race([
    once(file, 'open'),
    once(file, 'error').then(([error]) => {
      throw new InputFault(`${out} cannot be written (${(error as Error).message}); name a new file`)
    }),
  ])
  const headwater = await openConfigured()
  try {
    const gzip = createGzip({ level: 5 })
    gzip.pipe(file)
    const tables = await headwater.asMaintenance((_, client) => writeBackup(client, gzip))
    gzip.end()
    await once(file, 'close')
    process.stdout.write(`${JSON.stringify({ file: out, tables: counts(tables) })}\n`)
  } finally {
    await headwater.close()
  }
})

function counts(tables: readonly { table: string; rowCount: number }[]) {
  return Object.fromEntries(
    tables.filter((table) => table.rowCount > 0).map((table) => [table.table, table.rowCount]),
  )
}
