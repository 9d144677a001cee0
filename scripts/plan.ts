import { businessDate } from '#api/context'
import { type RunRequest, runPlan } from '#api/runs/run-plan'
import { runSummary } from '#api/runs/run-summary'
import { closeWorkers } from '#api/runs/worker-pool'
import { dayNumber } from '#planning/time-bucket'
import { faultAt, runCommand } from './command-line.ts'
import { openConfigured } from './open-database.ts'

const help = `
Makes a planning run and prints its summary as JSON.

  npm run --silent plan -- [options]

--as-of DATE       plan with what was known by the end of this day (default: today in Asia/Shanghai)
--ledger-version N read the ledger up to this version (default: the newest)
--horizon WEEKS    weeks to plan (default 52, 1 to 260)
--detail WEEKS     weeks with batches in detail (default 13)
--seed S           seed of all chance (default 1)
--items A,B,…      item numbers (item_id) to plan alone; needs --parent
--parent RUN       the run that this one continues
--help             this text

The same as-of date and ledger version give the same rows. DATABASE_URL and HEADWATER_DATA choose the database.
`

const options = {
  'as-of': { type: 'string' },
  'ledger-version': { type: 'string' },
  horizon: { type: 'string' },
  detail: { type: 'string' },
  seed: { type: 'string' },
  items: { type: 'string' },
  parent: { type: 'string' },
} as const

function whole(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^-?\d+$/.test(text) || value < least || value > most)
    throw faultAt({ file: `--${name}`, value: text, fix: `give a whole number from ${least} to ${most}` })
  return value
}

function date(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    dayNumber(text)
  } catch {
    throw faultAt({ file: `--${name}`, value: text, fix: 'give a date that exists, as YYYY-MM-DD' })
  }
  return text
}

await runCommand(help, options, async (values) => {
  const parent = whole('parent', values.parent, 1, 2 ** 31 - 1)
  if (values.items !== undefined && parent === undefined)
    throw faultAt({ file: '--items', value: values.items, fix: 'say with --parent which run it continues' })
  const onlyItems = values.items?.split(',').map((text) => whole('items', text.trim(), 1, 2 ** 31 - 1)!)
  const ledgerVersion = whole('ledger-version', values['ledger-version'], 0, Number.MAX_SAFE_INTEGER)
  const request: RunRequest = {
    asOf: date('as-of', values['as-of']) ?? businessDate(new Date()),
    ...(ledgerVersion === undefined ? {} : { ledgerVersion }),
    horizonWeeks: whole('horizon', values.horizon, 1, 260) ?? 52,
    detailWeeks: whole('detail', values.detail, 1, 52) ?? 13,
    seed: whole('seed', values.seed, -(2 ** 31), 2 ** 31 - 1) ?? 1,
    startedBy: 'command line',
    parentRunId: parent ?? null,
    onlyItems: onlyItems ?? null,
  }
  const headwater = await openConfigured()
  let interrupted = false
  process.once('SIGINT', () => {
    interrupted = true
  })
  try {
    const end = await runPlan(headwater, { ...request, shouldStop: () => interrupted })
    const summary = await headwater.asCaller({ role: 'system', userId: 'command line' }, (db) =>
      runSummary(db, end.runId),
    )
    process.stdout.write(`${JSON.stringify(summary)}\n`)
    if (end.state === 'cancelled') process.exitCode = 1
  } finally {
    await closeWorkers()
    await headwater.close()
  }
})
