import { createHighsSolver } from '#api/solver/highs-solver'
import { InputFault, readText, runCommand, writeOutput } from './command-line.ts'
import { readInstances } from './lot-size/read-instances.ts'
import { solveInstance } from './lot-size/solve-instance.ts'

const help = `
Solves lot-sizing instances and writes one JSON line for each.

  npm run --silent lot-size -- --input instances.jsonl --time-limit 60 --gap 0.001

--input F        JSON (one instance or a list) or JSON lines, also gzipped; - or left out: standard input.
                 Lot sizing with setup times: n, T, capacity (one number or one per period), unit_time[i],
                 setup_time[i], setup_cost[i], hold[i], demand[t][i]; all demand is met in time.
                 Discrete lot sizing: periods, items, changeover[i][j], holding (one number or one per item),
                 due[i] (list of due periods from 0); one unit per period, none late.
--time-limit S   seconds for each instance (default 60); the best plan found by then is written
--gap G          stop when (objective − lower bound) / objective is at most G (default 0.0001)
--out F          write to a file instead of standard output
--help           this text

Output per line: name, objective, lowerBound, gap, seconds, stoppedBy (proven, gap, time, infeasible) and
plan: production[t][i] and setup[t][i] (of one item, in whole units where that loses nothing, and proven at once), or sequence[t] (item made in period t, −1 none). An instance without
any plan has objective and plan null, stoppedBy infeasible and a reason.
`

const options = {
  input: { type: 'string' },
  'time-limit': { type: 'string' },
  gap: { type: 'string' },
  out: { type: 'string' },
} as const

await runCommand(help, options, async (values) => {
  const seconds = positive('--time-limit', values['time-limit'] ?? '60', 'seconds, such as 60')
  const gap = positive('--gap', values.gap ?? '0.0001', 'a share, such as 0.001', true)
  const file = values.input ?? '-'
  const instances = [...readInstances(await readText(file), file)]
  const solvers = [createHighsSolver(), createHighsSolver()] as const
  try {
    await Promise.all(solvers.map((solver) => solver.warmUp()))
    await writeOutput(
      values.out,
      (async function* () {
        for (const instance of instances) {
          const result = await solveInstance(instance, { seconds, gap }, solvers)
          yield `${JSON.stringify(result)}\n`
        }
      })(),
    )
  } finally {
    await Promise.all(solvers.map((solver) => solver.close()))
  }
})

function positive(option: string, text: string, example: string, orZero = false): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0 || (value === 0 && !orZero))
    throw new InputFault(`${option} must be ${orZero ? '>= 0' : '> 0'}; got ${text}; give ${example}`)
  return value
}
