import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { dayNumber } from '#planning/time-bucket'
import type { Panel, PanelSeries } from '#scripts/bench/forecast/panel'

const FOLDER = '../shared/data'

function table(file: string): Record<string, string>[] {
  const bytes = readFileSync(`${FOLDER}/${file}`)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replaceAll('\r', '')
  const [head, ...lines] = text.trimEnd().split('\n')
  const cells = (line: string) =>
    line.includes('"')
      ? (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((cell) =>
          cell.replace(/,$/, '').replace(/^"|"$/g, ''),
        )
      : line.split(',')
  const names = cells(head!)
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, k) => [names[k], cell])))
}

export function hasData(): boolean {
  return existsSync(`${FOLDER}/m3/m3.csv.gz`)
}

/** M3 by type; the test part of each series is its last horizon. */
export function m3Panels(): Panel[] {
  const seasons = { MONTHLY: 12, QUARTERLY: 4, YEARLY: 1, OTHER: 1 }
  const rows = table('m3/m3.csv.gz')
  return Object.entries(seasons).map(([type, season]) => {
    const chosen = rows.filter((row) => row.period === type)
    const horizon = Number(chosen[0]!.h)
    return {
      name: `m3 ${type.toLowerCase()}`,
      bucket: type === 'MONTHLY' ? 'month' : type === 'QUARTERLY' ? 'quarter' : 'year',
      hasDates: false,
      season,
      horizon,
      cuts: [horizon],
      regressorNames: [],
      series: chosen.map((row) => ({
        id: row.id!,
        startDay: 0,
        values: Float64Array.from(`${row.hist} ${row.future}`.trim().split(/\s+/), Number),
        regressors: [],
      })),
    }
  })
}

/** Monthly parts; `missingIsZero` follows the published point errors, else missing cells are left out. */
export function carparts(missingIsZero: boolean): Panel {
  const rows = table('carparts/carparts.csv.gz')
  const months = Object.keys(rows[0]!).filter((name) => /^\d{4}-\d{2}$/.test(name))
  return {
    name: missingIsZero ? 'carparts, missing = 0' : 'carparts',
    bucket: 'month',
    hasDates: true,
    season: 12,
    horizon: 12,
    cuts: [12],
    regressorNames: [],
    series: rows.map((row) => ({
      id: row.series!,
      startDay: dayNumber('1998-01-01'),
      values: Float64Array.from(months, (month) =>
        row[month] === 'NA' ? (missingIsZero ? 0 : Number.NaN) : Number(row[month]),
      ),
      regressors: [],
    })),
  }
}

/** Long rows to series on a grid of buckets; the grid ends with the data. */
function gathered(
  rows: readonly { id: string; step: number; value: number; drivers: number[] }[],
  dayOf: (step: number) => number,
  drivers: number,
): PanelSeries[] {
  const byId = new Map<string, (typeof rows)[number][]>()
  let last = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    last = Math.max(last, row.step)
    const list = byId.get(row.id)
    if (list) list.push(row)
    else byId.set(row.id, [row])
  }
  return [...byId].map(([id, list]) => {
    const first = Math.min(...list.map(({ step }) => step))
    const values = new Float64Array(last - first + 1).fill(Number.NaN)
    const regressors = Array.from({ length: drivers }, () => new Float64Array(values.length).fill(Number.NaN))
    for (const row of list) {
      values[row.step - first] = row.value
      row.drivers.forEach((value, k) => {
        regressors[k]![row.step - first] = value
      })
    }
    return { id, startDay: dayOf(first), values, regressors }
  })
}

export function walmart(every: number): Panel {
  const first = dayNumber('2010-02-05')
  const rows = table('walmart-weekly/weekly_sales.csv.gz').map((row) => ({
    id: `${row.Store}-${row.Dept}`,
    step: (dayNumber(row.Date!) - first) / 7,
    value: Number(row.Weekly_Sales),
    drivers: [row.IsHoliday === 'TRUE' ? 1 : 0],
  }))
  const series = gathered(rows, (step) => first + 7 * step, 1).filter(({ values }) => values.length === 143)
  return {
    name: 'walmart-weekly',
    bucket: 'week',
    hasDates: true,
    season: 52,
    horizon: 8,
    cuts: [38, 32, 26, 24, 16, 8],
    regressorNames: ['IsHoliday'],
    series: series.filter((_, k) => k % every === 0),
  }
}

export function kiel(): Panel {
  const festival = new Set(table('kiel-bakery/kieler_woche.csv').map((row) => row.Datum))
  const rows = table('kiel-bakery/sales.csv.gz')
    .filter((row) => row.product_group !== '6')
    .map((row) => ({
      id: row.product_group!,
      step: dayNumber(row.date!),
      value: Number(row.turnover),
      drivers: [festival.has(row.date!) ? 1 : 0],
    }))
  return {
    name: 'kiel-bakery',
    bucket: 'day',
    hasDates: true,
    season: 7,
    horizon: 14,
    cuts: [336, 280, 224, 168, 126, 84, 56, 42, 28, 14],
    regressorNames: ['kieler_woche'],
    series: gathered(rows, (step) => step, 1),
  }
}

export function stallion(): Panel {
  const rows = table('stallion-beer/stallion.csv.gz').map((row) => {
    const [year, month] = row.date!.split('-').map(Number)
    return {
      id: `${row.agency}/${row.sku}`,
      step: year! * 12 + month! - 1,
      value: Number(row.volume),
      drivers: [],
    }
  })
  return {
    name: 'stallion-monthly',
    bucket: 'month',
    hasDates: true,
    season: 12,
    horizon: 6,
    cuts: [18, 12, 6],
    regressorNames: [],
    series: gathered(
      rows,
      (step) => dayNumber(`${Math.floor(step / 12)}-${String((step % 12) + 1).padStart(2, '0')}-01`),
      0,
    ),
  }
}

export function orangeJuice(every: number): Panel {
  const rows = table('dominicks-orange-juice/orange_juice.csv.gz').map((row) => ({
    id: `${row.store}-${row.brand}`,
    step: Number(row.week),
    value: Number(row.move),
    drivers: [Number(row[`price${row.brand}`]), Number(row.deal), Number(row.feat)],
  }))
  const monday = dayNumber('1989-09-11')
  return {
    name: 'orange-juice',
    bucket: 'week',
    hasDates: true,
    season: 52,
    horizon: 4,
    cuts: [24, 16, 12, 8, 4],
    regressorNames: ['price', 'deal', 'feat'],
    series: gathered(rows, (step) => monday + 7 * step, 3).filter((_, k) => k % every === 0),
  }
}

/** Items sold on at least 40 days, by day; days the shop was closed are unknown, other days without sales are zero. */
export function onlineRetail(every: number): Panel {
  const sold = new Map<string, Map<number, number>>()
  const open = new Set<number>()
  for (const row of table('online-retail/online_retail_2009-12_2010-12.csv.gz')) {
    const quantity = Number(row.Quantity)
    if (!(quantity > 0) || !(Number(row.UnitPrice) > 0) || !/^\d{5}/.test(row.StockCode!)) continue
    const day = dayNumber(row.InvoiceDate!.slice(0, 10))
    open.add(day)
    const item = sold.get(row.StockCode!) ?? new Map<number, number>()
    item.set(day, (item.get(day) ?? 0) + quantity)
    sold.set(row.StockCode!, item)
  }
  const last = Math.max(...open)
  const series = [...sold]
    .filter(([, days]) => days.size >= 40)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter((_, k) => k % every === 0)
    .map(([id, days]) => {
      const first = Math.min(...days.keys())
      return {
        id,
        startDay: first,
        values: Float64Array.from({ length: last - first + 1 }, (_, t) => days.get(first + t) ?? 0),
        regressors: [],
      }
    })
    .filter(({ values }) => values.length > 150)
  return {
    name: 'online-retail',
    bucket: 'day',
    hasDates: true,
    season: 7,
    horizon: 14,
    cuts: [70, 56, 42, 28, 14],
    regressorNames: [],
    series,
  }
}

/** A panel of days in ISO weeks, without the broken weeks at its ends. */
export function inWeeks(panel: Panel, horizon: number): Panel {
  const series = panel.series.map((one) => {
    const skipped = (((4 - one.startDay) % 7) + 7) % 7
    const weeks = Math.floor((one.values.length - skipped) / 7)
    return {
      ...one,
      startDay: one.startDay + skipped,
      values: Float64Array.from({ length: weeks }, (_, week) => {
        const begin = skipped + 7 * week
        return one.values.subarray(begin, begin + 7).reduce((sum, value) => sum + value, 0)
      }),
    }
  })
  return {
    ...panel,
    name: `${panel.name} by week`,
    bucket: 'week',
    season: 52,
    horizon,
    cuts: [horizon],
    series,
  }
}
