import { coherentForecasts } from '#planning/forecast/coherent-forecasts'
import type { Forecast, ForecastProblem } from '#planning/forecast/forecast'
import type { Hierarchy } from '#planning/forecast/reconcile'
import { faultAt, InputFault } from '#scripts/command-line'
import { fieldText, readRows } from '#scripts/forecast/row-reader'
import type { SeriesTable } from '#scripts/forecast/series-table'

/** Name of the sum of all series. */
export const TOTAL = 'total'
const MOST_GROUPS = 2000

/** Group of each series in each column of a hierarchy file. */
export interface SeriesGroups {
  readonly columns: readonly string[]
  /** By series id, one group per column. */
  readonly groupsOf: ReadonlyMap<string, readonly string[]>
}

/** Reads `series_id,level,…`: one row per series with its group in every column, such as product, category or region. */
export async function readHierarchy(file: string): Promise<SeriesGroups> {
  let columns: string[] = []
  let idField = -1
  const groupsOf = new Map<string, readonly string[]>()
  await readRows(
    file,
    (names) => {
      idField = names.indexOf('series_id')
      columns = names.filter((_, at) => at !== idField)
      if (idField < 0 || columns.length === 0)
        throw faultAt({
          file,
          line: 1,
          column: 'series_id',
          fix: `the header must hold series_id and at least one column of groups (it holds ${names.join(',')})`,
        })
    },
    (row) => {
      const id = fieldText(row, idField).trim()
      const texts = Array.from({ length: columns.length + 1 }, (_, at) => fieldText(row, at).trim())
      const groups = texts.filter((_, at) => at !== idField)
      const empty = groups.indexOf('')
      if (id === '' || groupsOf.has(id) || empty >= 0)
        throw faultAt({
          file,
          line: row.line,
          column: id === '' || groupsOf.has(id) ? 'series_id' : columns[empty]!,
          value: id,
          fix: groupsOf.has(id) ? 'is there twice; keep one row for each series' : 'fill in the empty cell',
        })
      groupsOf.set(id, groups)
    },
  )
  return { columns, groupsOf }
}

/**
 * Adds the sums of the series to the table, as series of their own: `total`, and `column=group` for every group. A
 * bucket of a sum is known where one of its series is; drivers of a sum are the mean of its series'.
 *
 * @param bottoms index of the series that are forecast
 * @returns ids of the sums and the hierarchy over `bottoms`, in their order
 */
export function addSums(
  table: SeriesTable,
  bottoms: readonly number[],
  { columns, groupsOf }: SeriesGroups,
  { file, valueColumns }: { readonly file: string; readonly valueColumns: number },
): { readonly sumIds: readonly string[]; readonly hierarchy: Hierarchy } {
  const members = new Map<string, number[]>([[TOTAL, bottoms.map((_, at) => at)]])
  bottoms.forEach((series, at) => {
    const id = table.ids[series]!
    const groups = groupsOf.get(id)
    if (!groups) throw faultAt({ file, column: 'series_id', value: id, fix: 'has no row; give its groups' })
    groups.forEach((group, column) => {
      const name = `${columns[column]}=${group}`
      const list = members.get(name)
      if (list) list.push(at)
      else members.set(name, [at])
    })
  })
  const taken = bottoms.find((series) => members.has(table.ids[series]!))
  if (taken !== undefined)
    throw faultAt({ file, value: table.ids[taken]!, fix: 'is the name of a sum; rename the series' })
  if (members.size > MOST_GROUPS)
    throw faultAt({ file, fix: `holds ${members.size} groups; at most ${MOST_GROUPS} can be made to add up` })
  for (const [name, list] of members)
    addSum(
      table,
      name,
      list.map((at) => bottoms[at]!),
      valueColumns,
    )
  return {
    sumIds: [...members.keys()],
    hierarchy: {
      bottomCount: bottoms.length,
      aggregates: [...members.values()].map((list) => Int32Array.from(list)),
    },
  }
}

function addSum(table: SeriesTable, name: string, members: readonly number[], valueColumns: number): void {
  const sum = table.add(name)
  const entries = members.map((series) => table.entries[series]!)
  const first = Math.min(...entries.map(({ firstStep }) => firstStep))
  const last = Math.max(...entries.map(({ lastStep }) => lastStep))
  for (let column = 0; column < valueColumns; column += 1) {
    const values = new Float64Array(last - first + 1).fill(Number.NaN)
    const counts = new Int32Array(values.length)
    const own = new Float64Array(values.length)
    for (const series of members) {
      table.copy(series, column, first, own)
      own.forEach((value, at) => {
        if (Number.isNaN(value)) return
        values[at] = (counts[at] === 0 ? 0 : values[at]!) + value
        counts[at]! += 1
      })
    }
    values.forEach((value, at) => {
      if (!Number.isNaN(value)) table.set(sum, first + at, column, column === 0 ? value : value / counts[at]!)
    })
  }
}

/** All forecasts at once, made to add up, in the order of their names. */
export async function* addedUp(
  batches: AsyncIterable<(Forecast | ForecastProblem)[]>,
  bottomIds: readonly string[],
  { sumIds, hierarchy }: ReturnType<typeof addSums>,
): AsyncGenerator<Forecast[]> {
  const byId = new Map<string, Forecast>()
  for await (const batch of batches)
    for (const result of batch) {
      if ('problem' in result)
        throw new InputFault(
          `series ${result.seriesId}: ${result.detail} (${result.problem}); leave it out, so that the rest can add up`,
        )
      byId.set(result.seriesId, result)
    }
  const coherent = coherentForecasts(
    hierarchy,
    [...sumIds, ...bottomIds].map((id) => byId.get(id)!),
  )
  yield coherent.sort((a, b) => (a.seriesId < b.seriesId ? -1 : 1))
}
