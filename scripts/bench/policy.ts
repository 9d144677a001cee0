import { runCommand } from '#scripts/command-line'
import { hasBenchData } from './known-orders-data.ts'
import { benchChosenSmoothing } from './policy/chosen-smoothing.ts'
import { benchCostGrid } from './policy/cost-grid.ts'
import { benchHotel } from './policy/hotel.ts'
import { benchSimulatorSpeed } from './policy/simulator-speed.ts'
import { benchSpareParts } from './policy/spare-parts.ts'
import { benchSupplygraph } from './policy/supplygraph.ts'

const BENCHES = {
  supplygraph: benchSupplygraph,
  hotel: benchHotel,
  'spare-parts': benchSpareParts,
  'cost-grid': benchCostGrid,
  'chosen-smoothing': benchChosenSmoothing,
  'simulator-speed': benchSimulatorSpeed,
} as const

const HELP = `
bench:policy [--only ${Object.keys(BENCHES).join('|')}]

Measures order policies on the public data beside the project (../shared/data): production planned from orders
(supplygraph), fill rate against stock value (MAN spare parts), bookings as known orders (hotel), a grid of costs,
the smoothing a run would choose, and how fast the simulator is.
Parameters are fitted before a date and judged after it. Where data is missing it says so.
`

await runCommand(HELP, { only: { type: 'string' }, help: { type: 'boolean' } }, async ({ only }) => {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (only !== undefined && only !== name) continue
    if (name !== 'simulator-speed' && !hasBenchData()) {
      process.stdout.write(`${name}: no data beside the project (../shared/data), nothing measured.\n`)
      continue
    }
    const started = performance.now()
    for (const line of bench()) process.stdout.write(`${line}\n`)
    process.stdout.write(`(${((performance.now() - started) / 1000).toFixed(1)} s)\n`)
  }
})
