import { DEMAND_CLASSES } from './demand-class.ts'
import { type Evaluation, METHODS } from './evaluate-set.ts'
import type { Figures } from './score.ts'

const HEADINGS = [
  'class',
  'method',
  'items',
  'units',
  'bias %',
  'WAPE %',
  'total WAPE %',
  'lead-time loss %',
  'lead-time cover 80 %',
  'week cover 80 %',
]

/** The evaluation of one data set as lines of text: what was done, then one row per class and method. */
export function resultTable(evaluation: Evaluation): string {
  const { name, rows, entries, leftOutRows, importSeconds, asOfs, runSeconds, leadTimeWeeks } = evaluation
  const seconds = (values: readonly number[]) => values.map((value) => value.toFixed(1)).join(' ')
  const unseen = evaluation.unseenUnits / Math.max(1, evaluation.unseenUnits + evaluation.seenUnits)
  const lines = [
    `${name}: ${rows} rows, ${leftOutRows} left out by the mapping, ${entries} ledger entries, imported in ${importSeconds.toFixed(1)} s`,
    `planned as of ${asOfs.join(', ')} in ${seconds(runSeconds)} s; lead time with review ${leadTimeWeeks} weeks`,
    `${(100 * unseen).toFixed(1)} % of the units were of items first asked for after the as-of date: left out`,
  ]
  if (evaluation.returnedUnits > 0)
    lines.push(
      `${evaluation.returnedUnits} units came back (${((100 * evaluation.returnedUnits) / evaluation.askedUnits).toFixed(1)} % of those asked for): later supply, demand is before returns`,
    )
  const table = [HEADINGS]
  for (const group of ['all', ...DEMAND_CLASSES])
    for (const method of METHODS) {
      const figures = evaluation.boards[method].figures(group)
      if (figures !== null) table.push([group, method, ...cells(figures)])
    }
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  for (const row of table)
    lines.push(
      row
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
  const { total } = evaluation
  if (total.weeks > 0)
    lines.push(
      `all items together: ${total.held} of ${total.weeks} weeks within the 80 % range; quantile loss ${((100 * total.loss) / total.units).toFixed(1)} % (items' quantiles added up: ${((100 * total.lossAddedUp) / total.units).toFixed(1)} %)`,
    )
  return `${lines.join('\n')}\n`
}

function cells(figures: Figures): string[] {
  const percent = (share: number | null) => (share === null ? '–' : (100 * share).toFixed(1))
  return [
    String(figures.items),
    String(Math.round(figures.units)),
    percent(figures.bias),
    percent(figures.wape),
    percent(figures.totalWape),
    percent(figures.leadTimeQuantileLoss),
    percent(figures.leadTimeCoverage80),
    percent(figures.weekCoverage80),
  ]
}
