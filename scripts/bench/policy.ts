import { runCommand } from '#scripts/command-line'
import { hasBenchData } from './known-orders-data.ts'
import { benchCostGrid } from './policy/cost-grid.ts'
import { benchHotel } from './policy/hotel.ts'
import { benchSpareParts } from './policy/spare-parts.ts'
import { benchSupplygraph } from './policy/supplygraph.ts'

const BENCHES = {
  supplygraph: benchSupplygraph,
  hotel: benchHotel,
  'spare-parts': benchSpareParts,
  'cost-grid': benchCostGrid,
} as const

const HELP = `
bench:policy [--only ${Object.keys(BENCHES).join('|')}]

Measures order policies on the public data beside the project (../shared/data): production planned from orders
(supplygraph), fill rate against stock value (MAN spare parts), bookings as known orders (hotel), and a grid of costs.
Parameters are fitted before a date and judged after it. Without data it says so and stops.
`

await runCommand(HELP, { only: { type: 'string' }, help: { type: 'boolean' } }, async ({ only }) => {
  if (!hasBenchData()) {
    process.stdout.write('No data beside the project (../shared/data): nothing measured.\n')
    return
  }
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (only !== undefined && only !== name) continue
    const started = performance.now()
    for (const line of bench()) process.stdout.write(`${line}\n`)
    process.stdout.write(`(${((performance.now() - started) / 1000).toFixed(1)} s)\n`)
  }
})
