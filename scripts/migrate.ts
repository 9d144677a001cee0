import { runCommand } from './command-line.ts'
import { openConfigured } from './open-database.ts'

const help = `
Brings the database to the newest schema.

  npm run --silent migrate

DATABASE_URL      a PostgreSQL 15 or newer to use instead of the embedded one
HEADWATER_DATA    data folder of the embedded database (default .data)
`

await runCommand(help, {}, async () => {
  const headwater = await openConfigured()
  await headwater.close()
  process.stdout.write(`${JSON.stringify({ applied: headwater.applied })}\n`)
})
