import { BENCHMARK_PLAYER, beerGame, HUMAN_PLAYER } from '#planning/order-policy/beer-game'
import { InputFault, readText, runCommand, writeOutput } from '#scripts/command-line'
import { HELP } from './simulate/help.ts'
import { parseJson } from './simulate/json-fields.ts'
import { readChain } from './simulate/read-chain.ts'
import { addTo, emptyTotals, reportTier, type TierReport, totalService } from './simulate/report.ts'
import { type Solution, simulatorOf } from './simulate/solved-policy.ts'

const options = {
  input: { type: 'string' },
  policy: { type: 'string' },
  series: { type: 'string' },
  out: { type: 'string' },
  'beer-game': { type: 'string' },
  help: { type: 'boolean' },
} as const

await runCommand(HELP, options, async (values) => {
  if (values['beer-game'] !== undefined) {
    await writeOutput(values.out, [beerGameReport(values['beer-game'])])
    return
  }
  if (values.input === undefined)
    throw new InputFault(
      '--input is missing: give a chain as JSON, or - for standard input; --help shows one',
    )
  const document = parseJson(values.input, await readText(values.input))
  const chain = readChain(values.input, document, policyForAll(values.policy))
  const periods = chain.items[0]?.demand.total.length ?? 0
  const simulate = simulatorOf(chain, periods)
  const totals = emptyTotals(chain.stages.length, periods)
  const reports: { item: string; solution?: Solution; tiers: TierReport[] }[] = []
  const rows: string[] = ['item,tier,period,received,ordered,shipped,net_stock\n']
  for (const { item, demand } of chain.items) {
    const { traces, solution } = simulate(demand)
    addTo(totals.consumer, demand.total)
    const tiers = traces.map((trace, index) => {
      const total = totals.tiers[index]
      if (total) for (const key of ['received', 'ordered', 'netStock'] as const) addTo(total[key], trace[key])
      if (values.series !== undefined) {
        const name = csvField(chain.stages[index]?.name ?? '')
        for (let t = 0; t < periods; t += 1)
          rows.push(
            `${csvField(item)},${name},${t},${trace.received[t]},${trace.ordered[t]},${trace.shipped[t]},${trace.netStock[t]}\n`,
          )
      }
      return reportTier(chain, index, trace, demand.total, 'item')
    })
    reports.push({ item, ...(solution ? { solution } : {}), tiers })
  }
  if (values.series !== undefined) await writeOutput(values.series, rows)
  const demandedBy = (index: number) =>
    reports.map((report) => (report.tiers[index]?.meanReceived ?? 0) * (periods - chain.warmUp))
  const tiers =
    reports.length === 1
      ? reports[0]?.tiers
      : totals.tiers.map((total, index) => ({
          ...reportTier(chain, index, total, totals.consumer, 'company'),
          ...totalService(
            reports.flatMap((report) => report.tiers[index] ?? []),
            demandedBy(index),
          ),
        }))
  const result = {
    bucket: chain.bucket,
    periods,
    warmUp: chain.warmUp,
    ...(reports.length === 1 && reports[0]?.solution ? { solution: reports[0].solution } : {}),
    tiers,
    ...(reports.length > 1 ? { items: reports } : {}),
  }
  await writeOutput(values.out, [`${JSON.stringify(result, null, 2)}\n`])
})

function policyForAll(text: string | undefined): unknown {
  if (text === undefined) return undefined
  return text.trimStart().startsWith('{') ? parseJson('--policy', text) : { kind: text }
}

function beerGameReport(player: string): string {
  if (player !== 'benchmark' && player !== 'anchoring')
    throw new InputFault(`--beer-game must be benchmark or anchoring; got ${player}`)
  const demand = Float64Array.from({ length: 36 }, (_, week) => (week < 4 ? 4 : 8))
  const stages = beerGame(demand, player === 'benchmark' ? BENCHMARK_PLAYER : HUMAN_PLAYER)
  const names = ['retailer', 'wholesaler', 'distributor', 'factory']
  const tiers = stages.map(({ orders, netStock, cost }, index) => ({
    name: names[index],
    totalCost: cost,
    peakOrder: Math.max(...orders),
    peakWeek: orders.indexOf(Math.max(...orders)) + 1,
    orders: [...orders],
    netStock: [...netStock],
  }))
  const totalCost = stages.reduce((sum, stage) => sum + stage.cost, 0)
  return `${JSON.stringify({ weeks: demand.length, totalCost, tiers }, null, 2)}\n`
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
