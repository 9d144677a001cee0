import { readFileSync } from 'node:fs'
import path from 'node:path'
import { checkImport } from '#api/ingest/check-import'
import { commitImport } from '#api/ingest/commit-import'
import { parseMapping } from '#api/ingest/mapping'
import { startImport } from '#api/ingest/start-import'
import { runPlan } from '#api/runs/run-plan'
import type { Headwater } from '#db/client'
import { orderBooks, weeklySales } from '#db/demand'
import {
  demandSpan,
  forecastsOfRun,
  giveOneLeadTime,
  type RunForecast,
  returnedUnits,
  totalOfRun,
} from '#db/evaluation'
import { currentLedgerVersion } from '#db/ledger'
import { NO_DATA } from '#planning/demand/demand-history'
import { materialisedOrders } from '#planning/demand/known-future'
import { weekNumber, weekStart } from '#planning/demand/week-number'
import { QUANTILE_LEVELS } from '#planning/forecast/forecast'
import { addDays, daysBetween } from '#planning/time-bucket'
import { faultAt } from '#scripts/command-line'
import { repeatedForecast, type ScoredForecast } from './baselines.ts'
import type { DataSet } from './data-sets.ts'
import { demandClass } from './demand-class.ts'
import { ScoreBoard } from './score.ts'
import { addTotal, noTotalScore, type TotalScore } from './total-score.ts'

const USER = 'evaluation'
const CALLER = { role: 'system', userId: USER } as const

export interface EvaluationOptions {
  /** Past dates at which plans are made, four weeks apart, the last one a horizon before the end of the data. */
  readonly origins: number
  readonly horizonWeeks: number
  /** Days until an order arrives; the run adds its review week. */
  readonly leadTimeDays: number
  readonly onStage: (text: string) => void
}

export const METHODS = ['headwater', 'naive', 'seasonal naive'] as const
export type Method = (typeof METHODS)[number]

export interface Evaluation {
  readonly name: string
  readonly rows: number
  readonly entries: number
  readonly leftOutRows: number
  /** Units sold or ordered in the whole file. */
  readonly askedUnits: number
  /** Units that came back: later supply, not taken from demand. */
  readonly returnedUnits: number
  readonly importSeconds: number
  readonly asOfs: readonly string[]
  readonly runSeconds: readonly number[]
  readonly leadTimeWeeks: number
  /** Scored at every origin; the seasonal naive only where a year of history stands behind it. */
  readonly boards: Readonly<Record<Method, ScoreBoard>>
  /** Units of items that nobody had asked for yet at the origin: in no method's reach, left out of all figures. */
  readonly unseenUnits: number
  readonly seenUnits: number
  readonly total: TotalScore
}

/** Imports one data set, plans as of several past dates, and scores what was said against what then happened. */
export async function evaluateSet(
  headwater: Headwater,
  dataFolder: string,
  set: DataSet,
  options: EvaluationOptions,
): Promise<Evaluation> {
  const imported = await importSet(headwater, dataFolder, set, options)
  const { firstDay, lastDay } = await headwater.asCaller(CALLER, demandSpan)
  await headwater.asCaller(CALLER, (db) => giveOneLeadTime(db, options.leadTimeDays))
  const returns = await headwater.asCaller(CALLER, returnedUnits)
  const happened = await readActuals(headwater, lastDay)
  const boards = {
    headwater: new ScoreBoard(QUANTILE_LEVELS),
    naive: new ScoreBoard(QUANTILE_LEVELS),
    'seasonal naive': new ScoreBoard(QUANTILE_LEVELS),
  }
  const totals = { unseenUnits: 0, seenUnits: 0, leadTimeWeeks: 0 }
  const total = noTotalScore()
  const asOfs = originDates(firstDay, lastDay, options)
  const runSeconds: number[] = []
  for (const asOf of asOfs) {
    options.onStage(`${set.name}: planning as of ${asOf}`)
    const started = performance.now()
    const { runId } = await runPlan(headwater, { asOf, horizonWeeks: options.horizonWeeks, startedBy: USER })
    runSeconds.push((performance.now() - started) / 1000)
    const forecasts = await headwater.asCaller(CALLER, (db) => forecastsOfRun(db, runId))
    for (const forecast of forecasts)
      score(forecast, asOf, happened.get(forecast.itemId), options.horizonWeeks, boards, totals)
    const whole = await headwater.asCaller(CALLER, (db) => totalOfRun(db, runId))
    if (whole) addTotal(total, whole, ...addedUp(forecasts, asOf, happened, options.horizonWeeks))
  }
  return { name: set.name, ...imported, ...returns, asOfs, runSeconds, boards, ...totals, total }
}

/** Quantiles of the items added up, and what came of these items week by week. */
function addedUp(
  forecasts: readonly RunForecast[],
  asOf: string,
  happened: ReadonlyMap<number, ReadonlyMap<number, number>>,
  horizon: number,
): [quantiles: Float64Array, actual: number[]] {
  const quantiles = new Float64Array(QUANTILE_LEVELS.length * horizon)
  const actual = new Array<number>(horizon).fill(0)
  for (const forecast of forecasts) {
    if (!isSeen(forecast)) continue
    forecast.quantiles.forEach((units, at) => {
      quantiles[at]! += units
    })
    const weeks = happened.get(forecast.itemId)
    for (let step = 0; step < horizon; step += 1)
      actual[step]! += weeks?.get(weekNumber(asOf) + 1 + step) ?? 0
  }
  return [quantiles, actual]
}

/** Whether anybody had asked for the item yet. */
function isSeen({ history, historyStatus, mean }: RunForecast): boolean {
  return (
    history.some((each, week) => historyStatus[week] !== NO_DATA && each > 0) || mean.some((each) => each > 0)
  )
}

async function importSet(headwater: Headwater, dataFolder: string, set: DataSet, options: EvaluationOptions) {
  options.onStage(`${set.name}: importing`)
  const mappingText = readFileSync(path.join(import.meta.dirname, set.mapping), 'utf8')
  const mapping = parseMapping(JSON.parse(mappingText), set.kind)
  const file = path.join(dataFolder, set.file)
  const started = performance.now()
  const importId = await startImport(headwater, USER, { kind: set.kind, file, mapping, now: new Date() })
  const checked = await checkImport(headwater, USER, importId, { customerKey: USER, compares: false })
  const fault = checked.firstFaults[0]
  if (fault !== undefined)
    throw faultAt({
      file,
      line: fault.line,
      column: fault.column ?? '',
      value: fault.value,
      fix: fault.fault,
    })
  const summary = await commitImport(headwater, USER, importId)
  return {
    rows: summary.rows,
    leftOutRows: summary.leftOutRows,
    entries: summary.counts?.newEntries ?? 0,
    importSeconds: (performance.now() - started) / 1000,
  }
}

/** Units needed per item and week, as the whole file tells it: sales before returns, orders that were kept. */
async function readActuals(headwater: Headwater, lastDay: string): Promise<Map<number, Map<number, number>>> {
  return headwater.asCaller(CALLER, async (db) => {
    const ledgerVersion = await currentLedgerVersion(db)
    // Orders placed to the last day may still have been cancelled after it.
    const scope = { asOf: addDays(lastDay, 400), ledgerVersion, timeZone: 'Asia/Shanghai', itemIds: null }
    const actuals = new Map<number, Map<number, number>>()
    const add = (itemId: number, week: number, units: number) => {
      const weeks = actuals.get(itemId) ?? new Map<number, number>()
      actuals.set(itemId, weeks)
      weeks.set(week, (weeks.get(week) ?? 0) + units)
    }
    for (const sales of await weeklySales(db, scope))
      for (const [index, week] of sales.weeks.entries()) add(sales.itemId, week, sales.quantities[index]!)
    for (const book of await orderBooks(db, scope))
      for (const [week, units] of materialisedOrders(book, new Set(), Number.POSITIVE_INFINITY))
        add(book.itemId, week, units)
    return actuals
  })
}

/** Sundays, oldest first; the last has a whole horizon of whole weeks after it, the first half a year before it. */
export function originDates(
  firstDay: string,
  lastDay: string,
  { origins, horizonWeeks }: Pick<EvaluationOptions, 'origins' | 'horizonWeeks'>,
): string[] {
  const endWeek = weekNumber(addDays(lastDay, 1))
  const dates: string[] = []
  for (let index = 0; index < origins; index += 1) {
    const asOf = addDays(weekStart(endWeek - horizonWeeks - 4 * index), -1)
    if (daysBetween(firstDay, asOf) >= 182) dates.unshift(asOf)
  }
  return dates
}

function score(
  run: RunForecast,
  asOf: string,
  happened: ReadonlyMap<number, number> | undefined,
  horizon: number,
  boards: Record<Method, ScoreBoard>,
  totals: { unseenUnits: number; seenUnits: number; leadTimeWeeks: number },
): void {
  const firstWeek = weekNumber(asOf) + 1
  const actual = Array.from({ length: horizon }, (_, step) => happened?.get(firstWeek + step) ?? 0)
  const units = actual.reduce((sum, each) => sum + each, 0)
  const history = run.history.map((each, index) => (run.historyStatus[index] === NO_DATA ? Number.NaN : each))
  if (!isSeen(run)) {
    totals.unseenUnits += units
    return
  }
  totals.seenUnits += units
  const leadWeeks = run.leadTimeWeeks
  totals.leadTimeWeeks = leadWeeks
  const group = demandClass(history)
  const ours: ScoredForecast = {
    mean: run.mean,
    quantiles: QUANTILE_LEVELS.map((_, level) => run.quantiles.slice(level * horizon, (level + 1) * horizon)),
    leadTimeQuantiles: run.leadTimeQuantiles,
  }
  const baseline = (lag: number) =>
    repeatedForecast(history, lag, { horizon, leadWeeks, levels: QUANTILE_LEVELS })
  const said = { headwater: ours, naive: baseline(1), 'seasonal naive': baseline(52) }
  for (const method of METHODS) {
    const forecast = said[method]
    if (forecast !== null) boards[method].add(group, firstWeek, forecast, actual, leadWeeks)
  }
}
