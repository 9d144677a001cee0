import { performance } from 'node:perf_hooks'
import type { Method } from '#planning/forecast/forecast'
import { distance, TREATMENTS, treated } from '#scripts/bench/forecast/censoring'
import {
  carparts,
  hasData,
  inWeeks,
  kiel,
  m3Panels,
  onlineRetail,
  orangeJuice,
  stallion,
  walmart,
} from '#scripts/bench/forecast/datasets'
import { plainSeasonalNaive } from '#scripts/bench/forecast/evaluator-check'
import { type Measures, measure } from '#scripts/bench/forecast/measures'
import { ownForecasts } from '#scripts/bench/forecast/own-forecasts'
import type { Outcome, Panel } from '#scripts/bench/forecast/panel'
import { peerForecasts, preparePeers } from '#scripts/bench/forecast/peers'
import { speedLines } from '#scripts/bench/forecast/speed'
import { totalOutcomes } from '#scripts/bench/forecast/totals'
import { benchKnownOrders } from '#scripts/bench/known-orders'
import { InputFault, runCommand } from '#scripts/command-line'

const HELP = `
Accuracy and speed of the forecast on public data, beside Python's statsforecast and mlforecast + LightGBM measured in
the same run. Needs ../shared/data; without it says so and stops.

npm run --silent bench:forecast -- [--only m3,carparts,…] [--peers off]

  --only LIST    m3,carparts,walmart,kiel,stallion,orange,retail,soldout,totals,known,speed (default: all)
  --peers HOW    on (default; installs them into .bench/ by pip) or off
  --part HOW     report (default): origins no parameter was chosen on; choose: the others
  --every N      take every Nth series of the large panels (default 8)
  --method NAME  our method (default auto)
  --help         this text

Parameters of the engine were chosen on part "choose" (M3: its components were picked on all series, so its figure is no clean test; panels: all origins but the last
two; carparts: the year before the test year) and are reported on the rest. Set "soldout" caps random spells of each history: every second series chose, the others report.
`

const SUMS = [7, 14]

await runCommand(
  HELP,
  {
    only: { type: 'string' },
    peers: { type: 'string' },
    part: { type: 'string' },
    every: { type: 'string' },
    method: { type: 'string' },
    help: { type: 'boolean' },
  },
  async (values) => {
    if (!hasData()) {
      process.stdout.write('No data in ../shared/data: nothing to measure.\n')
      return
    }
    const part = values.part ?? 'report'
    if (part !== 'report' && part !== 'choose') throw new InputFault(`--part ${part}: write report or choose`)
    const every = Number(values.every ?? 8)
    const only = new Set(
      (values.only ?? 'm3,carparts,walmart,kiel,stallion,orange,retail,soldout,totals,known,speed').split(
        ',',
      ),
    )
    const python = values.peers === 'off' ? null : preparePeers()
    const method = (values.method ?? 'auto') as Method
    const report = async (panel: Panel, sums: readonly number[] = []) => {
      const outcomes = await ownOutcomes(panel, sums, method)
      return [
        outcomes,
        python
          ? peerForecasts(python, panel, sums)
          : new Map<string, { outcomes: Outcome[]; seconds: number }>(),
      ] as const
    }
    if (only.has('m3')) await m3(part, report)
    const panels: [string, () => Panel, readonly number[]][] = [
      ['carparts', () => carparts(false), []],
      ['carparts', () => carparts(true), []],
      ['walmart', () => walmart(every), []],
      ['kiel', kiel, []],
      ['stallion', stallion, []],
      ['orange', () => orangeJuice(Math.max(1, every >> 1)), []],
      ['retail', () => onlineRetail(every), SUMS],
    ]
    for (const [name, load, sums] of panels) {
      if (!only.has(name)) continue
      const panel = split(load(), part)
      const [own, peers] = await report(panel, sums)
      head(
        `${panel.name}: ${panel.series.length} series, ${panel.horizon} steps, ${panel.cuts.length} origins (${part})`,
      )
      line('Headwater', own.outcomes, panel, own.seconds, sums)
      if (name === 'carparts')
        line('a season before', plainSeasonalNaive(panel, panel.cuts[0]!), panel, 0, [])
      for (const [peer, result] of peers) line(peer, result.outcomes, panel, result.seconds, sums)
    }
    if (only.has('soldout')) await soldOutSets(part, every)
    if (only.has('totals')) totals(part, every)
    if (only.has('speed')) for (const text of await speedLines(python)) process.stdout.write(`${text}\n`)
    if (only.has('known')) for (const text of benchKnownOrders()) process.stdout.write(`${text}\n`)
  },
)

type Report = (
  panel: Panel,
  sums?: readonly number[],
) => Promise<
  readonly [{ outcomes: Outcome[]; seconds: number }, Map<string, { outcomes: Outcome[]; seconds: number }>]
>

async function m3(part: string, report: Report): Promise<void> {
  const all = new Map<string, { smape: number; mase: number; series: number; seconds: number }>()
  const isWanted = (id: string) => part !== 'choose' || Number(id.slice(1)) % 2 === 0
  for (const panel of m3Panels()) {
    const chosen = { ...panel, series: panel.series.filter(({ id }) => isWanted(id)) }
    const [own, peers] = await report(chosen)
    head(`${chosen.name}: ${chosen.series.length} series, ${chosen.horizon} steps (${part})`)
    for (const [name, result] of [['Headwater', own] as const, ...peers]) {
      const measures = line(name, result.outcomes, chosen, result.seconds, [])
      const total = all.get(name) ?? { smape: 0, mase: 0, series: 0, seconds: 0 }
      total.smape += measures.smape * result.outcomes.length
      total.mase += measures.mase * result.outcomes.length
      total.series += result.outcomes.length
      total.seconds += result.seconds
      all.set(name, total)
    }
    const odd = own.outcomes.filter(({ seriesId }) => Number(seriesId.slice(1)) % 2 === 1)
    if (odd.length > 0 && part === 'report') line('  odd series only', odd, chosen, 0, [])
  }
  head('m3 all: mean over series')
  for (const [name, { smape, mase, series, seconds }] of all)
    process.stdout.write(
      `${name.padEnd(34)} sMAPE ${(smape / series).toFixed(3)}  MASE ${(mase / series).toFixed(4)}  ${seconds.toFixed(1)} s\n`,
    )
}

/** Ranges of categories and of everything, by how errors of their series are taken to move together. */
function totals(part: string, every: number): void {
  const second = (id: string) => id.split(/[-/]/)[1]!
  for (const panel of [walmart(every), stallion(), orangeJuice(Math.max(1, every >> 1))]) {
    const chosen = split(panel, part)
    head(`${panel.name}, categories and all together: ${chosen.cuts.length} origins (${part})`)
    for (const [name, outcomes] of totalOutcomes(chosen, second)) line(name, outcomes, chosen, 0, [])
  }
}

/** Forecasts of histories that were sold out at times, against the truth and against those of the full history. */
async function soldOutSets(part: string, every: number): Promise<void> {
  const panels = [
    carparts(true),
    inWeeks(onlineRetail(1), 6),
    stallion(),
    m3Panels()[0]!,
    walmart(Math.max(1, every >> 1)),
  ]
  for (const panel of panels) {
    let undisturbed: readonly Outcome[] = []
    for (const treatment of TREATMENTS) {
      const own = await ownOutcomes(treated(panel, part, treatment), [], 'auto')
      if (treatment === 'never sold out') {
        undisturbed = own.outcomes
        head(`${panel.name}, sold out at times: ${undisturbed.length} series (${part})`)
      }
      const histories = new Map(undisturbed.map((outcome) => [outcome.seriesId, outcome.history]))
      const outcomes = own.outcomes.map((outcome) => ({
        ...outcome,
        history: histories.get(outcome.seriesId) ?? outcome.history,
      }))
      const apart = distance(outcomes, undisturbed).toFixed(4)
      line(`${treatment}, apart ${apart}`, outcomes, panel, own.seconds, [])
    }
  }
}

async function ownOutcomes(panel: Panel, sums: readonly number[], method: Method) {
  const outcomes: Outcome[] = []
  const started = performance.now()
  for (const cut of panel.cuts) outcomes.push(...(await ownForecasts(panel, cut, method, sums)))
  return { outcomes, seconds: (performance.now() - started) / 1000 }
}

/** The last two origins report, the earlier ones choose; carparts chooses on the year before. */
function split(panel: Panel, part: string): Panel {
  if (panel.name.startsWith('carparts')) return part === 'choose' ? { ...panel, cuts: [24] } : panel
  return { ...panel, cuts: part === 'choose' ? panel.cuts.slice(0, -2) : panel.cuts.slice(-2) }
}

function head(text: string): void {
  process.stdout.write(`\n${text}\n`)
}

function line(
  name: string,
  outcomes: readonly Outcome[],
  panel: Panel,
  seconds: number,
  sums: readonly number[],
): Measures {
  const m = measure(outcomes, panel.season, sums)
  const parts = [
    `sMAPE ${m.smape.toFixed(3)}`,
    `MASE ${m.mase.toFixed(4)}`,
    `RMSSE ${m.rmsse.toFixed(4)}`,
    `WAPE ${m.wape.toFixed(4)}`,
    `bias ${m.bias.toFixed(3)}`,
    `WQL ${m.quantileLoss.toFixed(4)}`,
    `cover ${m.coverage80.toFixed(3)}/${m.coverage95.toFixed(3)}`,
    ...[...m.sums].map(
      ([steps, sum]) => `Σ${steps} bias ${sum.bias.toFixed(3)} pinball.9 ${sum.pinball.toFixed(4)}`,
    ),
    `${seconds.toFixed(1)} s`,
  ]
  process.stdout.write(`${name.padEnd(34)} ${parts.join('  ')}\n`)
  return m
}
