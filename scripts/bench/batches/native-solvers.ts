import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export type NativeAnswer = {
  readonly name: string
  readonly objective: number | null
  readonly bound: number | null
  readonly seconds: number
}

const FOLDER = '.bench'
const PYTHON = `${FOLDER}/bin/python`
let isReachable: boolean | undefined

/** Installs the native solvers into the ignored folder .bench unless they are there; says why when it cannot. */
function prepareNativeSolvers(): boolean {
  const has = () => spawnSync(PYTHON, ['-c', 'import highspy, ortools']).status === 0
  if (existsSync(PYTHON) && has()) return true
  process.stderr.write(`installing highspy and ortools into ${FOLDER} …\n`)
  const steps = [
    ['python3', '-m', 'venv', FOLDER],
    [`${FOLDER}/bin/pip`, 'install', '--quiet', 'highspy', 'ortools'],
  ]
  for (const [command = '', ...args] of steps) {
    const step = spawnSync(command, args, { encoding: 'utf8' })
    if (step.status === 0) continue
    const reason = step.error?.message ?? step.stderr.trim().split('\n').at(-1)
    process.stderr.write(`native solvers are unreachable and left out: ${reason}\n`)
    return false
  }
  return has()
}

/** The same instance on native HiGHS or CP-SAT; null when they cannot be had. */
export function nativeSolver(
  solver: 'highs' | 'cp-sat',
  instance: string,
  seconds: number,
): NativeAnswer | null {
  isReachable ??= prepareNativeSolvers()
  if (!isReachable) return null
  const run = spawnSync(PYTHON, ['-c', SCRIPT, solver, String(seconds)], {
    input: instance,
    encoding: 'utf8',
  })
  // HiGHS greets on standard output before the answer.
  if (run.status === 0) return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '')
  process.stderr.write(`native ${solver}: ${run.stderr.trim().split('\n').at(-1)}\n`)
  return null
}

/** Plant-location model of one lot-sizing instance, two threads. */
const SCRIPT = `
import sys, json, time
solver, limit = sys.argv[1], float(sys.argv[2])
d = json.load(sys.stdin); n, T = d['n'], d['T']
cap = d['capacity'] if isinstance(d['capacity'], list) else [d['capacity']] * T
need = [[d['demand'][t][i] for t in range(T)] for i in range(n)]
start = time.time()
if solver == 'highs':
    import highspy
    h = highspy.Highs(); h.silent(); h.setOptionValue('time_limit', limit); h.setOptionValue('mip_rel_gap', 1e-4)
    h.setOptionValue('threads', 2)
    y = [[h.addBinary(obj=d['setup_cost'][i]) for t in range(T)] for i in range(n)]
    load = [[] for t in range(T)]
    for i in range(n):
        for t in range(T): load[t].append(y[i][t] * d['setup_time'][i])
        for k in range(T):
            if need[i][k] <= 0: continue
            w = [h.addVariable(lb=0, ub=1, obj=d['hold'][i] * need[i][k] * (k - t)) for t in range(k + 1)]
            h.addConstr(sum(w) == 1)
            for t in range(k + 1):
                h.addConstr(w[t] <= y[i][t]); load[t].append(w[t] * (d['unit_time'][i] * need[i][k]))
    for t in range(T): h.addConstr(sum(load[t]) <= cap[t])
    h.run(); info = h.getInfo()
    objective, bound = info.objective_function_value, info.mip_dual_bound
else:
    from ortools.sat.python import cp_model
    def whole(values):
        # CP-SAT takes integers alone: tenths and hundredths are scaled up.
        return next(f for f in (1, 10, 100, 1000, 10000) if all(abs(v * f - round(v * f)) < 1e-6 for v in values))
    money, minute = whole(d['hold'] + d['setup_cost']), whole(d['unit_time'] + d['setup_time'] + cap)
    m = cp_model.CpModel(); cost = []
    y = [[m.new_bool_var('') for t in range(T)] for i in range(n)]
    x = [[m.new_int_var(0, sum(need[i][t:]), '') for t in range(T)] for i in range(n)]
    for i in range(n):
        stock = 0
        for t in range(T):
            cost.append(y[i][t] * round(money * d['setup_cost'][i])); m.add(x[i][t] == 0).only_enforce_if(~y[i][t])
            s = m.new_int_var(0, sum(need[i]), ''); m.add(s == stock + x[i][t] - int(need[i][t])); stock = s
            cost.append(s * round(money * d['hold'][i]))
    for t in range(T):
        m.add(sum(x[i][t] * round(minute * d['unit_time'][i]) + y[i][t] * round(minute * d['setup_time'][i]) for i in range(n)) <= round(minute * cap[t]))
    m.minimize(sum(cost)); s = cp_model.CpSolver(); s.parameters.max_time_in_seconds = limit; s.parameters.num_workers = 2
    status = s.solve(m); objective = s.objective_value / money if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
    bound = s.best_objective_bound / money
print(json.dumps(dict(name=d['name'], objective=objective, bound=bound, seconds=round(time.time() - start, 2))))
`
