import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { createHighsSolver } from '#api/solver/highs-solver'
import { sequenceByDueDate } from '#planning/batches/weighted-tardiness'
import { checkPlan } from '#planning/lot-sizing/check-plan'
import { planBatchesWithoutSolver } from '#planning/lot-sizing/plan-batches'
import { createRandom } from '#planning/random'
import { InputFault, readText, runCommand } from '#scripts/command-line'
import { readInstances } from '#scripts/lot-size/read-instances'
import { solveInstance } from '#scripts/lot-size/solve-instance'
import { generatedCompany } from './batches/generated-company.ts'
import { nativeSolver } from './batches/native-solvers.ts'

const DATA = '../shared/data'
const SETS = ['trigeiro', 'psp', 'wt40', 'company', 'large'] as const
type SetName = (typeof SETS)[number]

const help = `
Measures lot sizing and sequencing: objective, proven bound, gap and seconds per instance, as CSV.

  npm run --silent bench:batches -- --set trigeiro --first 5 --time-limit 10 --native

--set S          ${SETS.join(', ')} (may be given several times; all when left out).
                 company: 200 items, 26 weeks, 10 lines, 20 families; large: 2,000 items, 26 weeks
--first N        only the first N instances of each set
--time-limit S   seconds for each instance of trigeiro and psp (default 10)
--seed N         generator of company and large (may be given several times; default 1)
--native         HiGHS (Python highspy) and OR-Tools CP-SAT beside it on trigeiro; installed by pip into the
                 ignored folder .bench when they are not there
--help           this text
`

const options = {
  set: { type: 'string', multiple: true },
  first: { type: 'string' },
  'time-limit': { type: 'string' },
  seed: { type: 'string', multiple: true },
  native: { type: 'boolean' },
} as const

await runCommand(help, options, async (values) => {
  const sets = values.set ?? [...SETS]
  for (const set of sets)
    if (!SETS.includes(set as SetName))
      throw new InputFault(`--set must be one of ${SETS.join(', ')}; got ${set}`)
  const first = Number(values.first ?? Number.POSITIVE_INFINITY)
  const seconds = Number(values['time-limit'] ?? 10)
  if (!(first > 0)) throw new InputFault(`--first must be > 0; got ${values.first}`)
  if (!(seconds > 0)) throw new InputFault(`--time-limit must be > 0; got ${values['time-limit']}`)
  print(
    'set',
    'instance',
    'solver',
    'objective',
    'lower_bound',
    'gap',
    'reference',
    'to_reference',
    'seconds',
  )
  if (sets.includes('trigeiro')) await benchTrigeiro(first, seconds, values.native === true)
  if (sets.includes('psp')) await benchDiscrete(first, seconds)
  if (sets.includes('wt40')) await benchTardiness(first)
  const seeds = (values.seed ?? ['1']).map(Number)
  for (const seed of seeds) {
    if (!Number.isInteger(seed)) throw new InputFault(`--seed must be an integer; got ${values.seed}`)
    if (sets.includes('company')) benchCompany('company', 200, 10, 20, seed)
    if (sets.includes('large')) benchCompany('large', 2000, 60, 120, seed)
  }
})

function print(...cells: readonly (string | number | null | undefined)[]) {
  process.stdout.write(`${cells.map((cell) => cell ?? '').join(',')}\n`)
}

function share(part: number | null): string {
  return part === null || !Number.isFinite(part) ? '' : part.toFixed(5)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

async function readLines(file: string): Promise<string[] | null> {
  if (existsSync(file)) return (await readText(file)).split('\n').filter((line) => line !== '')
  process.stderr.write(`${file} is not here: left out\n`)
  return null
}

async function benchTrigeiro(first: number, seconds: number, native: boolean) {
  const lines = await readLines(`${DATA}/trigeiro-clsp/trigeiro_F.jsonl.gz`)
  const costs = await readLines(`${DATA}/trigeiro-clsp/reference_costs.csv`)
  if (!lines || !costs) return
  const references = new Map(costs.map((line) => [line.split(',')[1] ?? '', Number(line.split(',')[4])]))
  const chosen = lines.slice(0, first)
  await solveAll('trigeiro', chosen, seconds, (name) => references.get(name))
  if (!native) return
  for (const line of chosen)
    for (const solver of ['highs', 'cp-sat'] as const) {
      const answer = nativeSolver(solver, line, seconds)
      if (!answer) continue
      print(
        'trigeiro',
        answer.name,
        `native ${solver}`,
        answer.objective,
        answer.bound,
        '',
        '',
        '',
        answer.seconds,
      )
    }
}

async function benchDiscrete(first: number, seconds: number) {
  for (const file of ['psp_small', 'psp_houndji_1_250']) {
    const lines = await readLines(`${DATA}/psp-discrete-lotsizing/${file}.jsonl.gz`)
    if (!lines) continue
    const references = new Map(
      lines.map((line) => {
        const known = JSON.parse(line)
        const value = known.dp_optimum ?? known.best_known ?? known.published_optimum_or_bounds
        return [
          String(known.id),
          value === null || value === undefined ? undefined : Number.parseFloat(value),
        ]
      }),
    )
    await solveAll(file, lines.slice(0, first), seconds, (name) => references.get(name))
  }
}

async function solveAll(
  set: string,
  lines: readonly string[],
  seconds: number,
  referenceOf: (name: string) => number | undefined,
) {
  const solvers = [createHighsSolver(), createHighsSolver()] as const
  const gaps: number[] = []
  const distances: number[] = []
  try {
    await Promise.all(solvers.map((solver) => solver.warmUp()))
    for (const instance of readInstances(lines.join('\n'), set)) {
      const result = await solveInstance(instance, { seconds, gap: 1e-4 }, solvers)
      const reference = referenceOf(instance.name)
      const distance = reference && result.objective !== null ? result.objective / reference - 1 : null
      if (result.gap !== null) gaps.push(result.gap)
      if (distance !== null) distances.push(distance)
      print(
        set,
        result.name,
        'headwater',
        result.objective,
        result.lowerBound,
        share(result.gap),
        reference,
        share(distance),
        result.seconds,
      )
    }
  } finally {
    await Promise.all(solvers.map((solver) => solver.close()))
  }
  process.stderr.write(
    `${set}: ${gaps.length} instances, median proven gap ${(100 * median(gaps)).toFixed(2)} %, ` +
      `to the reference median ${(100 * median(distances)).toFixed(3)} %, ` +
      `worst ${(100 * Math.max(...distances)).toFixed(3)} %, load average ${loadavg()[0]?.toFixed(1)}\n`,
  )
}

async function benchTardiness(first: number) {
  const lines = await readLines(`${DATA}/weighted-tardiness/wt40.jsonl.gz`)
  if (!lines) return
  let optimal = 0
  const chosen = lines.slice(0, first)
  for (const line of chosen) {
    const { id, p, w, d, reference } = JSON.parse(line)
    const startedAt = performance.now()
    const jobs = p.map((minutes: number, job: number) => ({ minutes, weight: w[job], dueMinute: d[job] }))
    const { tardiness } = sequenceByDueDate(jobs, createRandom(1))
    if (tardiness <= reference) optimal += 1
    const distance = reference > 0 ? tardiness / reference - 1 : tardiness
    print('wt40', id, 'headwater', tardiness, '', '', reference, share(distance), elapsed(startedAt))
  }
  process.stderr.write(`wt40: ${optimal} of ${chosen.length} at the best known cost\n`)
}

function benchCompany(set: string, items: number, lineCount: number, families: number, seed: number) {
  const request = generatedCompany({
    items,
    weeks: 26,
    lines: lineCount,
    families,
    utilisation: 0.75,
    seed,
  })
  const startedAt = performance.now()
  const limit = items > 1000 ? 270_000 : 55_000
  const plan = planBatchesWithoutSolver({
    ...request,
    work: { ...request.work, boundIterations: 400, improvementPasses: 1000 },
    shouldStop: () => performance.now() - startedAt > limit,
  })
  print(
    set,
    `${items} x 26, seed ${seed}`,
    'headwater',
    plan.objective.toFixed(0),
    plan.lowerBound.toFixed(0),
    share(plan.gap),
    '',
    '',
    elapsed(startedAt),
  )
  const faults = checkPlan(request, plan)
  const megabytes = Math.round(process.memoryUsage().rss / 1e6)
  process.stderr.write(
    `${set}: ${plan.batches.length} batches, ${plan.shortages.length} rows late or short, ` +
      `${faults.length} faults by the checker, ${megabytes} MB, load average ${loadavg()[0]?.toFixed(1)}\n`,
  )
}

function elapsed(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(2)
}
