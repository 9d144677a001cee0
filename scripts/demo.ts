import { removeSampleData } from '#db/demo-removal'
import { faultAt, InputFault, runCommand } from './command-line.ts'
import { createDemo } from './demo/create-demo.ts'
import { demoOptions, ITEMS, OWNERS } from './demo/demo-options.ts'
import { openConfigured } from './open-database.ts'

const help = `
Fills an empty database with the demo company, or takes the demo company out again.

  npm run --silent demo -- [options]

--scale N       N times the usual company: 240 N items, 400 N owners, the rest as usual (default 1)
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
  scale: { type: 'string' },
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
  const scale = wholeNumber('scale', values.scale) ?? 1
  if (scale < 1 || scale > 4000)
    throw faultAt({ file: '--scale', value: values.scale, fix: 'give a whole number from 1 to 4000' })
  const given = {
    items: wholeNumber('items', values.items) ?? ITEMS * scale,
    owners: wholeNumber('owners', values.owners) ?? Math.min(1_000_000, OWNERS * scale),
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
