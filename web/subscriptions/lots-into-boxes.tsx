import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { PATTERN_STROKE, type Pattern, PatternSwatch, patternFill } from '#web/ui/chart/pattern.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { ScrollRegion } from '#web/ui/scroll-region.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { BoxPacking, type BoxPlan } from './box-packing.tsx'
import { type Lot, type Packing, useLotName } from './lot-name.ts'
import { ProposedSwaps } from './proposed-swaps.tsx'
import { SwapRules } from './swap-rules.tsx'

const route = getRouteApi('/subscriptions')

const PARTS = [
  { key: 'boxed', pattern: 'solid' },
  { key: 'others', pattern: 'stripe' },
  { key: 'kept', pattern: 'outline' },
  { key: 'wasted', pattern: 'cross' },
] as const satisfies readonly { key: keyof Lot; pattern: Pattern }[]

/** Which lots of the plan go into which coming boxes, and what of them is wasted. */
export function LotsIntoBoxes(props: { plans: readonly BoxPlan[] }) {
  const trpc = useTRPC()
  const { transportAt, warehouseAt, homeAt } = route.useSearch()
  const query = useQuery({
    ...trpc.subscriptions.lots.queryOptions({ transportAt, warehouseAt, homeAt }),
    placeholderData: (before) => before,
  })
  return (
    <Loaded query={query} rows={6}>
      {(packing) =>
        packing === null ? null : (
          <>
            <LotsChart packing={packing} />
            <BoxPacking packing={packing} plans={props.plans} />
            <ProposedSwaps packing={packing} plans={props.plans} />
            <SwapRules plans={props.plans} />
          </>
        )
      }
    </Loaded>
  )
}

function LotsChart(props: { packing: Packing }) {
  const { t } = useTranslation()
  const { asOf, lots, boxes } = props.packing
  const columns = useLotColumns(props.packing)
  const short = boxes.filter(({ missing }) => missing.length > 0).length
  const unripe = boxes.filter(({ emptyDays }) => emptyDays.length > 0).length
  const wasting = lots.filter(({ wasted }) => wasted > 0).length
  const summary = [
    t('subscriptions.packedSummary', { count: boxes.length, short, unripe }),
    wasting > 0 ? t('subscriptions.wastedSummary', { count: wasting }) : t('subscriptions.nothingWasted'),
  ].join(' ')
  return (
    <ChartFrame
      title={t('subscriptions.lots')}
      bucket={t('subscriptions.byLot')}
      unit={t('subscriptions.shareOfLot')}
      asOf={asOf}
      legend={PARTS.map(({ key, pattern }) => ({
        key,
        label: t(`subscriptions.part-${key}`),
        mark: <PatternSwatch pattern={pattern} />,
      }))}
      summary={summary}
      foot={t('subscriptions.lotsFoot')}
      table={
        <DataTable
          label={t('subscriptions.lots')}
          rows={lots.map((lot, at) => ({ ...lot, at }))}
          rowKey={({ at }) => at}
          columns={columns}
          minWidth={980}
        />
      }
    >
      <LotBars packing={props.packing} summary={summary} />
    </ChartFrame>
  )
}

const BAR_WIDTH = 560
const BAR_LEFT = 310
const ROW_HEIGHT = 24

function LotBars(props: { packing: Packing; summary: string }) {
  const { t } = useTranslation()
  const lotName = useLotName(props.packing)
  const { lots } = props.packing
  return (
    <ScrollRegion label={t('subscriptions.lots')}>
      <svg
        width={BAR_LEFT + BAR_WIDTH + 150}
        height={ROW_HEIGHT * lots.length + 6}
        role="img"
        aria-label={props.summary}
      >
        {lots.map((lot, row) => {
          let left = 0
          return (
            <g key={row} transform={`translate(0 ${ROW_HEIGHT * row})`}>
              <text x={0} y={16} fontSize={12} style={{ fill: 'var(--ink)' }}>
                {lotName(lot, true)}
              </text>
              {PARTS.map(({ key, pattern }) => {
                const width = (BAR_WIDTH * lot[key]) / lot.quantity
                const x = BAR_LEFT + left
                left += width
                return width > 0 ? (
                  <rect
                    key={key}
                    x={x}
                    y={4}
                    width={width}
                    height={ROW_HEIGHT - 8}
                    style={{ fill: patternFill(pattern), stroke: PATTERN_STROKE[pattern] }}
                  />
                ) : null
              })}
              <text x={BAR_LEFT + BAR_WIDTH + 8} y={16} fontSize={11} style={{ fill: 'var(--ink-soft)' }}>
                {t('subscriptions.ripeFromTo', { from: monthDay(lot.readyOn), to: monthDay(lot.lastOn) })}
              </text>
            </g>
          )
        })}
      </svg>
    </ScrollRegion>
  )
}

function useLotColumns({ items }: Packing): Column<Lot & { at: number }>[] {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const itemOf = (lot: Lot) => items.find(({ itemId }) => itemId === lot.itemId)!
  const quantity = (
    of: 'lot-quantity' | 'boxed-quantity' | 'others-quantity' | 'kept-quantity' | 'wasted-quantity',
    value: (lot: Lot) => number,
  ): Column<Lot & { at: number }> => ({
    id: of,
    header: words.label(of),
    help: words.definition(of),
    align: 'end',
    cell: (lot) => (
      <CountedIn unit={itemOf(lot).baseUnit}>
        <Measure of={of} value={value(lot)} />
      </CountedIn>
    ),
  })
  return [
    {
      id: 'item',
      header: t('subscriptions.fruit'),
      cell: (lot) => <NameWithCode name={name(itemOf(lot))} code={itemOf(lot).code} />,
    },
    { id: 'kind', header: t('subscriptions.lot'), cell: ({ kind }) => t(`subscriptions.lot-${kind}`) },
    {
      id: 'arrives',
      header: t('subscriptions.arrivalDay'),
      cell: ({ arrivesOn }) => <span className="figure">{arrivesOn ?? '–'}</span>,
    },
    {
      id: 'ready',
      header: t('subscriptions.readyDay'),
      help: t('subscriptions.lotReadyHelp'),
      cell: ({ readyOn }) => <span className="figure">{readyOn}</span>,
    },
    {
      id: 'last',
      header: t('subscriptions.lastDay'),
      help: t('subscriptions.lastDayHelp'),
      cell: ({ lastOn }) => <span className="figure">{lastOn}</span>,
    },
    quantity('lot-quantity', (lot) => lot.quantity),
    quantity('boxed-quantity', (lot) => lot.boxed),
    quantity('others-quantity', (lot) => lot.others),
    quantity('kept-quantity', (lot) => lot.kept),
    quantity('wasted-quantity', (lot) => lot.wasted),
  ]
}
