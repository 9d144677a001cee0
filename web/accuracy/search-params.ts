import { BASE_UNITS, type BaseUnit } from '#planning/measures'
import {
  choiceParameter,
  dateParameter,
  integerParameter,
  type RawSearch,
  sortParameters,
} from '#web/ui/search-params.ts'

export const LAGS = [0, 1, 4, 8, 13] as const
export const GROUPINGS = ['category', 'product', 'supplier', 'pattern', 'method', 'item'] as const
export type Grouping = (typeof GROUPINGS)[number]

export const CELL_MEASURES = ['wape', 'bias'] as const
export type CellMeasure = (typeof CELL_MEASURES)[number]

export interface AccuracySearch {
  /** Weeks between the first planned week of a run and the week it told of. */
  readonly lag?: number | undefined
  readonly by?: Grouping | undefined
  /** Base unit of the items that are judged. */
  readonly unit?: BaseUnit | undefined
  /** What the cells of the waterfall show. */
  readonly cell?: CellMeasure | undefined
  /** The opened cell: a run and a week. */
  readonly version?: number | undefined
  readonly week?: string | undefined
  readonly sort?: string | undefined
  readonly desc?: boolean | undefined
}

export function accuracySearch(raw: RawSearch): AccuracySearch {
  const lag = integerParameter(raw, 'lag')
  return {
    lag: LAGS.find((known) => known === lag),
    cell: choiceParameter(raw, 'cell', CELL_MEASURES),
    version: integerParameter(raw, 'version'),
    week: dateParameter(raw, 'week'),
    by: choiceParameter(raw, 'by', GROUPINGS),
    unit: choiceParameter(raw, 'unit', BASE_UNITS),
    ...sortParameters(raw),
  }
}
