import { existsSync } from 'node:fs'
import path from 'node:path'
import { closeWorkers } from '#api/runs/worker-pool'
import { faultAt, runCommand, writeOutput } from './command-line.ts'
import { DATA_SETS } from './evaluate-real/data-sets.ts'
import { DEMAND_CLASSES } from './evaluate-real/demand-class.ts'
import { type Evaluation, evaluateSet, METHODS } from './evaluate-real/evaluate-set.ts'
import { resultTable } from './evaluate-real/result-table.ts'
import { inThrowAwayDatabase } from './evaluate-real/throw-away-database.ts'

const help = `
Measures the whole way from file to forecast on real data: imports each set into an empty throw-away database, makes
planning runs as of past dates, and compares what they said with what then happened.

  npm run --silent evaluate:real -- [options]

--data FOLDER     folder with the data sets (default ../shared/data beside the project); without it nothing is measured
--set NAME        one set alone: ${DATA_SETS.map(({ name }) => name).join(', ')}
--origins N       past dates per set, four weeks apart (default 4)
--horizon WEEKS   weeks compared after each date (default 8)
--lead-time DAYS  days until an order arrives (default 21); a review week comes on top
--json            figures as JSON instead of a table
--out FILE        where the figures go (default standard output)
--help            this text

bias              (forecast − actual) / actual
WAPE              sum of |forecast − actual| over items and weeks / actual; "total": of weekly sums over the items
lead-time loss    mean quantile loss (11 levels) of demand summed over lead time and review / actual
cover 80          share of outcomes between the 10 % and 90 % quantiles
naive             repeats the last week; seasonal naive repeats the same weeks a year before, where there are any
`

const options = {
  data: { type: 'string' },
  set: { type: 'string' },
  origins: { type: 'string', default: '4' },
  horizon: { type: 'string', default: '8' },
  'lead-time': { type: 'string', default: '21' },
  json: { type: 'boolean' },
  out: { type: 'string' },
} as const

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw faultAt({ file: `--${name}`, value: text, fix: `give a whole number from ${least} to ${most}` })
  return value
}

await runCommand(help, options, async (values) => {
  const chosen = DATA_SETS.filter(({ name }) => values.set === undefined || name === values.set)
  if (chosen.length === 0)
    throw faultAt({
      file: '--set',
      value: values.set,
      fix: `use ${DATA_SETS.map(({ name }) => name).join(' or ')}`,
    })
  const given = {
    origins: whole('origins', values.origins, 1, 100),
    horizonWeeks: whole('horizon', values.horizon, 4, 52),
    leadTimeDays: whole('lead-time', values['lead-time'], 0, 150),
    onStage: (text: string) => process.stderr.write(`${text}\n`),
  }
  if (Math.ceil(given.leadTimeDays / 7) + 1 > given.horizonWeeks)
    throw faultAt({
      file: '--horizon',
      value: values.horizon,
      fix: `must hold the lead time and a review week; give at least ${Math.ceil(given.leadTimeDays / 7) + 1}`,
    })
  const dataFolder = path.resolve(values.data ?? path.join(import.meta.dirname, '../../shared/data'))
  const evaluations: Evaluation[] = []
  try {
    for (const set of chosen) {
      if (!existsSync(path.join(dataFolder, set.file))) {
        process.stderr.write(`${set.name}: no ${path.join(dataFolder, set.file)}; nothing is measured\n`)
        continue
      }
      evaluations.push(
        await inThrowAwayDatabase((headwater) => evaluateSet(headwater, dataFolder, set, given)),
      )
    }
  } finally {
    await closeWorkers()
  }
  const text = values.json
    ? `${JSON.stringify(evaluations.map(asJson))}\n`
    : evaluations.map(resultTable).join('\n')
  if (evaluations.length > 0 || values.json) await writeOutput(values.out, [text])
})

function asJson({ boards, ...rest }: Evaluation) {
  const figures = ['all', ...DEMAND_CLASSES].flatMap((group) =>
    METHODS.map((method) => ({ class: group, method, ...boards[method].figures(group) })).filter(
      (row) => 'items' in row,
    ),
  )
  return { ...rest, figures }
}
