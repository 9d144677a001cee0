import { startJobs } from '#api/jobs/jobs'
import { openDatabase } from '#db/client'

/** A worker of its own process: takes up the runs of a database until it is killed. */
const [dataFolder, databaseName] = process.argv.slice(2) as [string, string]
const headwater = await openDatabase({ dataFolder, databaseName })
await startJobs(headwater, {
  dataFolder: '/nonexistent',
  onError: (error) => process.stderr.write(`${error}\n`),
})
process.stdout.write('working\n')
await new Promise(() => setInterval(() => undefined, 1000))
