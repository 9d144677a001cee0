import { removeSampleData } from '#db/demo-removal'
import { faultAt, InputFault, runCommand } from './command-line.ts'
import { createDemo } from './demo/create-demo.ts'
import { demoOptions } from './demo/demo-options.ts'
import { openConfigured } from './open-database.ts'

const help = `
Fills an empty database with the demo company, or takes the demo company out again.

  npm run --silent demo -- [options]

--items N       items to sell (default 240, at least 80)
--owners N      shop owners (default 400)
--months N      months of history (default 24)
--entries N     ledger entries to aim for (default 1250 per item up to 240 items, 100 for each further one)
--seed S        another seed draws another company (default 1)
--as-of DATE    business today; history ends the day before (default: today in Asia/Shanghai)
--remove        delete the demo company and what was planned on it; everything else stays
--help          this text

Writes the rows made per table as JSON. The same options give the same company.
DATABASE_URL and HEADWATER_DATA choose the database, as for every command.
`

const options = {
  items: { type: 'string' },
  owners: { type: 'string' },
  months: { type: 'string' },
  entries: { type: 'string' },
  seed: { type: 'string' },
  'as-of': { type: 'string' },
  remove: { type: 'boolean' },
} as const

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,12}$/.test(text)) throw faultAt({ file: `--${name}`, value: text, fix: 'give a whole number' })
  return Number(text)
}

await runCommand(help, options, async (values) => {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
  const given = {
    items: wholeNumber('items', values.items),
    owners: wholeNumber('owners', values.owners),
    months: wholeNumber('months', values.months),
    entries: wholeNumber('entries', values.entries),
    seed: wholeNumber('seed', values.seed),
    asOf: values['as-of'] ?? today,
  }
  const chosen = asInputFault(() => demoOptions(given))
  const headwater = await openConfigured()
  try {
    if (values.remove) {
      process.stdout.write(`${JSON.stringify({ deleted: await removeSampleData(headwater) })}\n`)
      return
    }
    const started = performance.now()
    const rows = await createDemo(headwater, chosen).catch((error) => {
      throw error instanceof RangeError ? new InputFault(error.message) : error
    })
    const seconds = Math.round((performance.now() - started) / 10) / 100
    process.stdout.write(`${JSON.stringify({ ...chosen, seconds, rows })}\n`)
  } finally {
    await headwater.close()
  }
})

function asInputFault<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof RangeError ? new InputFault(`${error.message}; see --help`) : error
  }
}
