import { readBackup } from '#db/backup'
import { InputFault, readBytes, runCommand } from './command-line.ts'
import { openConfigured } from './open-database.ts'

const help = `
Fills an empty database from a file that the backup command wrote. All or nothing.

  HEADWATER_DATA=new-folder npm run --silent restore -- --input headwater-backup.gz

--input FILE   file to read; - for standard input
`

await runCommand(help, { input: { type: 'string' } }, async ({ input }) => {
  if (!input) throw new InputFault('--input FILE is missing: name the backup to read')
  const headwater = await openConfigured()
  try {
    const tables = await headwater.asMaintenance((_, client) => readBackup(client, readBytes(input)))
    const rows = tables.reduce((sum, table) => sum + table.rowCount, 0)
    process.stdout.write(`${JSON.stringify({ tables: tables.length, rows })}\n`)
  } catch (error) {
    throw error instanceof InputFault ? error : new InputFault(`${input}: ${(error as Error).message}`)
  } finally {
    await headwater.close()
  }
})
