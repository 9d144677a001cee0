import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import type { BoxPlan } from './box-packing.tsx'
import type { Packing } from './lot-name.ts'

type Box = Packing['boxes'][number]

/** One swap that is proposed, or what no rule replaces. */
interface SwapRow {
  readonly key: string
  readonly box: Box
  readonly wanted: Box['wanted'][number]
  readonly pieces: number
  readonly swap: Box['swaps'][number] | null
}

/** Where a lot is short or late: what could stand in by the rules, and for how many boxes. */
export function ProposedSwaps(props: { packing: Packing; plans: readonly BoxPlan[] }) {
  const { t } = useTranslation()
  const rows = props.packing.boxes.flatMap(rowsOf)
  const columns = useSwapColumns(props.packing, props.plans)
  return (
    <Panel title={t('subscriptions.swaps')} note={t('subscriptions.swapsNote')} flush={rows.length > 0}>
      {rows.length === 0 ? (
        <Text size="sm" className="soft">
          {t('subscriptions.nothingToSwap')}
        </Text>
      ) : (
        <DataTable
          label={t('subscriptions.swaps')}
          rows={rows}
          rowKey={({ key }) => key}
          columns={columns}
          minWidth={1040}
        />
      )}
    </Panel>
  )
}

function rowsOf(box: Box, at: number): SwapRow[] {
  return box.wanted.flatMap((wanted) => {
    const swaps = box.swaps.filter(({ itemId }) => itemId === wanted.itemId)
    const left = box.left.find(({ itemId }) => itemId === wanted.itemId)?.pieces ?? 0
    const key = (last: number | string) => `${at}/${wanted.itemId}/${last}`
    return [
      ...swaps.map((swap) => ({
        key: key(swap.replacedByItemId),
        box,
        wanted,
        pieces: swap.pieces,
        swap,
      })),
      ...(left > 0 ? [{ key: key('left'), box, wanted, pieces: left, swap: null }] : []),
    ]
  })
}

function useSwapColumns({ items }: Packing, plans: readonly BoxPlan[]): Column<SwapRow>[] {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const itemOf = (itemId: number) => items.find((item) => item.itemId === itemId)!
  const named = (itemId: number) => <NameWithCode name={name(itemOf(itemId))} code={itemOf(itemId).code} />
  const counted = (
    of: 'replaced-quantity' | 'given-quantity' | 'from-others-quantity',
    itemId: number,
    value: number,
  ) => (
    <CountedIn unit={itemOf(itemId).baseUnit}>
      <Measure of={of} value={value} />
    </CountedIn>
  )
  const head = (of: 'replaced-quantity' | 'given-quantity' | 'from-others-quantity' | 'changed-boxes') => ({
    id: of,
    header: words.label(of),
    help: words.definition(of),
    align: 'end' as const,
  })
  return [
    {
      id: 'box',
      header: t('subscriptions.box'),
      cell: ({ box }) => <span className="figure">{box.boxOn}</span>,
    },
    {
      id: 'plan',
      header: t('subscriptions.plan'),
      cell: ({ box }) => {
        const plan = plans.find(({ subscriptionPlanId }) => subscriptionPlanId === box.subscriptionPlanId)
        return plan ? name(plan) : null
      },
    },
    { id: 'item', header: t('subscriptions.insteadOf'), cell: ({ wanted }) => named(wanted.itemId) },
    {
      id: 'why',
      header: t('subscriptions.why'),
      cell: ({ wanted: { itemId, missing, late } }) => {
        const unit = itemOf(itemId).baseUnit
        return [
          missing > 0
            ? t('subscriptions.isMissing', { units: words.text('replaced-quantity', missing, { unit }) })
            : '',
          late > 0
            ? t('subscriptions.isLate', { units: words.text('replaced-quantity', late, { unit }) })
            : '',
        ]
          .filter(Boolean)
          .join(' · ')
      },
    },
    {
      ...head('replaced-quantity'),
      cell: ({ wanted, pieces }) => counted('replaced-quantity', wanted.itemId, pieces),
    },
    {
      id: 'by',
      header: t('subscriptions.replacedBy'),
      cell: ({ swap }) =>
        swap ? named(swap.replacedByItemId) : <Chip tone="bad">{t('subscriptions.noSwap')}</Chip>,
    },
    {
      ...head('given-quantity'),
      cell: ({ swap }) =>
        swap ? (
          counted('given-quantity', swap.replacedByItemId, swap.given)
        ) : (
          <Measure of="given-quantity" value={null} />
        ),
    },
    {
      ...head('changed-boxes'),
      cell: ({ swap }) => <Measure of="changed-boxes" value={swap?.boxes ?? null} />,
    },
    {
      ...head('from-others-quantity'),
      cell: ({ swap }) =>
        swap ? (
          counted('from-others-quantity', swap.replacedByItemId, swap.fromOthers)
        ) : (
          <Measure of="from-others-quantity" value={null} />
        ),
    },
  ]
}
