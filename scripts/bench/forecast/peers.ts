import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { hasPast } from '#scripts/bench/forecast/own-forecasts'
import { LEVELS, type Outcome, type Panel } from '#scripts/bench/forecast/panel'

const FOLDER = '.bench'
const PYTHON = `${FOLDER}/python/bin/python`
const PACKAGES = ['statsforecast', 'mlforecast', 'lightgbm']

/** Path of a Python with the peers, installed on first use; null where pip does not work. */
export function preparePeers(): string | null {
  const works = () => spawnSync(PYTHON, ['-c', 'import statsforecast, mlforecast, lightgbm']).status === 0
  if (existsSync(PYTHON) && works()) return PYTHON
  process.stderr.write(`installing ${PACKAGES.join(', ')} into ${FOLDER}/ …\n`)
  mkdirSync(FOLDER, { recursive: true })
  spawnSync('python3', ['-m', 'venv', `${FOLDER}/python`], { stdio: ['ignore', 2, 2] })
  spawnSync(PYTHON, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { stdio: ['ignore', 2, 2] })
  if (works()) return PYTHON
  process.stderr.write('the peers could not be installed: our figures stand alone\n')
  return null
}

/** Forecasts of each peer and of the mean of all, over all origins of a panel. */
export function peerForecasts(
  python: string,
  panel: Panel,
  sums: readonly number[],
): Map<string, { outcomes: Outcome[]; seconds: number }> {
  const found = new Map<string, { outcomes: Outcome[]; seconds: number }>()
  for (const cut of panel.cuts) {
    const series = panel.series.filter(({ values }) => hasPast(values.subarray(0, values.length - cut)))
    writeFileSync(
      `${FOLDER}/task.json`,
      JSON.stringify({
        season: panel.season,
        horizon: panel.horizon,
        bucket: panel.bucket,
        kind: panel.name,
        levels: LEVELS,
        sums,
        regressors: panel.regressorNames,
        series: series.map(({ id, values, startDay, regressors }) => {
          const end = values.length - cut
          const first = values.subarray(0, end).findIndex((value) => !Number.isNaN(value))
          return {
            id,
            start: startDay,
            y: Array.from(values.subarray(first, end), (value) => (Number.isNaN(value) ? null : value)),
            x: regressors.map((column) =>
              Array.from(column.subarray(first, end + panel.horizon), (value) =>
                Number.isNaN(value) ? null : value,
              ),
            ),
          }
        }),
      }),
    )
    const script = fileURLToPath(new URL('./peers.py', import.meta.url))
    const run = spawnSync(python, [script, `${FOLDER}/task.json`, `${FOLDER}/answer.json`], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, NIXTLA_ID_AS_COL: '1' },
    })
    if (run.status !== 0) {
      process.stderr.write(`peers failed on ${panel.name}: ${run.stderr.slice(-600)}\n`)
      continue
    }
    const answers = JSON.parse(readFileSync(`${FOLDER}/answer.json`, 'utf8')) as Record<string, Answer>
    for (const [name, answer] of Object.entries(answers)) {
      const entry = found.get(name) ?? { outcomes: [], seconds: 0 }
      entry.seconds += answer.seconds
      series.forEach(({ id, values }, i) => {
        const end = values.length - cut
        const sumQuantiles = answer.sums[i]
        entry.outcomes.push({
          seriesId: id,
          history: values.subarray(0, end),
          actual: values.subarray(end, end + panel.horizon),
          mean: Float64Array.from(answer.mean[i]!),
          quantiles: answer.quantiles[i]!.map((row) => Float64Array.from(row)),
          sums: new Map(sums.map((steps, k) => [steps, Float64Array.from(sumQuantiles?.[k] ?? [])])),
        })
      })
      found.set(name, entry)
    }
  }
  return found
}

interface Answer {
  readonly seconds: number
  readonly mean: number[][]
  readonly quantiles: number[][][]
  readonly sums: number[][][]
}
