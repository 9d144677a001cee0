import { UnstyledButton } from '@mantine/core'
import type { TFunction } from 'i18next'
import { Measure } from '#web/measure/measure.tsx'
import { monthDay, shortWeek, weekRange, weeksFrom } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import type { Column } from '#web/ui/table.tsx'
import type { PLAN_MEASURES } from './search-params.ts'

type Grid = NonNullable<Outputs['orderPlan']['grid']>
export type PlanRow = Grid['rows'][number]
export const SHOWN_WEEKS = 13

/** Item and supplier, stock, then one column per week. */
export function planColumns(options: {
  t: TFunction
  name: (named: { nameZh: string; nameEn: string }) => string
  language: string
  run: Grid['run']
  show: (typeof PLAN_MEASURES)[number]
  onOpen: (row: PlanRow) => void
}): Column<PlanRow>[] {
  const { t, name, run, show } = options
  const weeks = weeksFrom(run.firstBucket, Math.min(SHOWN_WEEKS, run.horizonWeeks))
  return [
    {
      id: 'item',
      header: t('planning.item'),
      pinned: true,
      width: 260,
      cell: (row) => (
        <UnstyledButton
          className="row-button"
          onClick={() => options.onOpen(row)}
          title={t('plan.open', { item: name(row) })}
        >
          <NameWithCode name={<span className="plain-link">{name(row)}</span>} code={row.code} />
        </UnstyledButton>
      ),
    },
    {
      id: 'supplier',
      header: t('planning.supplier'),
      width: 150,
      cell: (row) => <div className="clip">{name({ nameZh: row.supplierZh, nameEn: row.supplierEn })}</div>,
    },
    {
      id: 'on-hand',
      header: t('plan.onHand'),
      align: 'end',
      cell: (row) => <Measure of="on-hand" unit={row.baseUnit} value={row.onHand} />,
    },
    ...weeks.map(
      (monday, week): Column<PlanRow> => ({
        id: monday,
        header: shortWeek(monday),
        headerNote: monthDay(monday),
        help: weekRange(monday),
        align: 'end',
        cell: (row) =>
          show === 'stock' ? (
            <StockCell value={row.projectedStock[week] ?? null} unit={row.baseUnit} />
          ) : (row.orderQuantity[week] ?? 0) === 0 ? (
            <span className="soft">·</span>
          ) : (
            <Measure of="order-quantity" unit={row.baseUnit} value={row.orderQuantity[week]} />
          ),
      }),
    ),
  ]
}

function StockCell(props: { value: number | null; unit: string }) {
  const isShort = props.value !== null && props.value < -0.5
  return (
    <span style={isShort ? { color: 'var(--bad)', fontWeight: 600 } : undefined}>
      <Measure of="projected-stock" unit={props.unit} value={props.value} />
    </span>
  )
}
