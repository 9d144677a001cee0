import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BaseUnit } from '#planning/measures'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, shortWeek, weekRange } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { ScrollRegion } from '#web/ui/scroll-region.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { CELL_MEASURES, type CellMeasure } from './search-params.ts'

const route = getRouteApi('/accuracy')
/** Weeks side by side; more would not fit a screen. */
const SHOWN_WEEKS = 13
/** Error at which a cell is as dark as cells get. */
const DARKEST = { wape: 1, bias: 0.5 } as const

type Waterfall = NonNullable<Outputs['accuracy']['waterfall']>
type Cell = Waterfall['cells'][number]

/** Every frozen version (rows) against what happened (columns); the diagonal is the chosen number of weeks ahead. */
export function LagWaterfall(props: { lag: number; unit: BaseUnit | undefined }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(trpc.accuracy.waterfall.queryOptions({ unit: props.unit }))
  const measure = search.cell ?? 'wape'
  return (
    <Loaded query={query} rows={6}>
      {(data) =>
        data === null || data.cells.length === 0 ? null : (
          <Panel
            title={t('accuracy.waterfall')}
            note={`${t('ui.bucketWeek')} · ${t('ui.dataAsOf', { date: data.run.asOf })}`}
            flush
            foot={t('accuracy.waterfallFoot')}
            actions={
              <SegmentedControl
                aria-label={t('accuracy.cell')}
                value={measure}
                onChange={(cell) =>
                  void navigate({
                    search: { ...search, cell: cell as CellMeasure },
                    replace: true,
                    resetScroll: false,
                  })
                }
                data={CELL_MEASURES.map((cell) => ({ value: cell, label: t(`accuracy.cell-${cell}`) }))}
              />
            }
          >
            <Matrix cells={data.cells} lag={props.lag} measure={measure} />
          </Panel>
        )
      }
    </Loaded>
  )
}

function Matrix(props: { cells: readonly Cell[]; lag: number; measure: CellMeasure }) {
  const { t } = useTranslation()
  const weeks = [...new Set(props.cells.map((cell) => cell.week))].sort().slice(-SHOWN_WEEKS)
  const shown = props.cells.filter((cell) => weeks.includes(cell.week))
  const versions = [...new Map(shown.map((cell) => [cell.planningRunId, cell])).values()]
  const cellAt = new Map(shown.map((cell) => [`${cell.planningRunId}/${cell.week}`, cell]))
  return (
    <ScrollRegion label={t('accuracy.waterfall')}>
      <table className="data-table waterfall">
        <thead>
          <tr>
            <th scope="col" className="pinned">
              {t('accuracy.version')}
            </th>
            {weeks.map((week) => (
              <th key={week} scope="col" className="end" title={weekRange(week)}>
                {shortWeek(week)}
                <span className="head-note">{monthDay(week)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.planningRunId}>
              <th scope="row" className="pinned">
                {version.asOf}
              </th>
              {weeks.map((week) => (
                <td key={week} className="end">
                  <CellLink
                    cell={cellAt.get(`${version.planningRunId}/${week}`)}
                    lag={props.lag}
                    measure={props.measure}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function CellLink(props: { cell: Cell | undefined; lag: number; measure: CellMeasure }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const search = route.useSearch()
  const { cell, measure } = props
  if (!cell) return null
  const value = cell[measure]
  const text = words.text(measure, value, { signed: measure === 'bias' })
  const strength = Math.min(1, Math.abs(value ?? 0) / DARKEST[measure])
  const isOpen = search.version === cell.planningRunId && search.week === cell.week
  return (
    <Link
      from="/accuracy"
      to="/accuracy"
      search={{ ...search, version: cell.planningRunId, week: cell.week }}
      resetScroll={false}
      className="waterfall-cell"
      data-diagonal={cell.lagWeeks === props.lag || undefined}
      aria-current={isOpen ? 'true' : undefined}
      aria-label={t('accuracy.cellLabel', {
        asOf: cell.asOf,
        week: shortWeek(cell.week),
        count: cell.lagWeeks,
        measure: words.label(measure),
        value: text,
      })}
      style={{ '--strength': `${(strength * 45).toFixed(0)}%` } as React.CSSProperties}
    >
      {text}
    </Link>
  )
}
