import { CloseButton, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MeasureKey } from '#planning/measures'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, shortWeek, useName, weekRange, weeksFrom } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { ScrollRegion } from '#web/ui/scroll-region.tsx'
import { PlanAdjustments } from './plan-adjustments.tsx'
import type { PlanRow } from './plan-columns.tsx'
import { PlanSmoothing } from './plan-smoothing.tsx'
import { StockStages } from './stock-stages.tsx'

interface Line {
  readonly key: MeasureKey
  readonly label: string
  readonly values: readonly number[]
  readonly strong?: boolean
}

interface Opened {
  readonly run: NonNullable<Outputs['orderPlan']['grid']>['run']
  readonly row: PlanRow
  readonly onClose: () => void
}

/** Measures as rows, weeks as columns: why each order has its size. */
export function PlanDetail(props: Omit<Opened, 'row'> & { row: PlanRow | undefined }) {
  const { row } = props
  return row === undefined ? null : (
    <CountedIn unit={row.baseUnit}>
      <Detail {...props} row={row} />
    </CountedIn>
  )
}

function Detail(props: Opened) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { row, run } = props
  const weeks = weeksFrom(run.firstBucket, Math.min(26, run.horizonWeeks))
  const serves = (key: MeasureKey, values: readonly number[]): Line => ({
    key,
    label: t('plan.serves', { what: words.label(key) }),
    values,
  })
  const authorised = (label: string, values: readonly number[]): Line => ({
    key: 'authorised-quantity',
    label: t('plan.cumulative', { what: label }),
    values,
  })
  const lines: Line[] = [
    { key: 'required-supply', label: words.label('required-supply'), values: row.required },
    { key: 'scheduled-receipts', label: words.label('scheduled-receipts'), values: row.scheduledReceipts },
    ...(row.expectedReturns.some((units) => units > 0)
      ? [
          {
            key: 'expected-returns' as const,
            label: words.label('expected-returns'),
            values: row.expectedReturns,
          },
        ]
      : []),
    { key: 'order-quantity', label: words.label('order-quantity'), values: row.orderQuantity, strong: true },
    serves('cover-known', row.coverKnown),
    serves('cover-model', row.coverModel),
    serves('cover-safety', row.coverSafety),
    serves('cover-top-up', row.coverTopUp),
    {
      key: 'receipt-quantity',
      label: words.label('receipt-quantity'),
      values: row.receiptQuantity,
      strong: true,
    },
    {
      key: 'projected-stock',
      label: words.label('projected-stock'),
      values: row.projectedStock,
      strong: true,
    },
    authorised(t('planning.authorisation-make'), row.authorisedMake),
    authorised(t('planning.authorisation-reserve-and-material'), row.authorisedReserve),
    authorised(t('planning.authorisation-material-only'), row.authorisedMaterial),
  ]
  const title = t('plan.detail', {
    item: `${name(row)} ${row.code}`,
    supplier: name({ nameZh: row.supplierZh, nameEn: row.supplierEn }),
  })
  return (
    <Panel
      title={title}
      note={
        <>
          {t('plan.detailNote')} · {words.label('on-hand')} <Measure of="on-hand" value={row.onHand} /> ·{' '}
          {words.label('safety-stock')} <Measure of="safety-stock" value={row.safetyStock} /> ·{' '}
          {words.label('order-variance-ratio')}{' '}
          <Measure of="order-variance-ratio" value={row.orderVarianceRatio} />
        </>
      }
      actions={<CloseButton aria-label={t('ui.close')} onClick={props.onClose} />}
      flush
    >
      <ScrollRegion label={title}>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col" className="pinned">
                {t('ui.week')}
              </th>
              {weeks.map((monday) => (
                <th key={monday} scope="col" className="end" title={weekRange(monday)}>
                  {shortWeek(monday)}
                  <span className="head-note">{monthDay(monday)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.label}>
                <th scope="row" className="pinned row-head" title={words.definition(line.key)}>
                  {line.label}
                </th>
                {weeks.map((monday, week) => (
                  <td key={monday} className="end" style={line.strong ? { fontWeight: 600 } : undefined}>
                    {line.values[week] === 0 ? (
                      <span className="soft">·</span>
                    ) : (
                      <Measure of={line.key} value={line.values[week]} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <PlanAdjustments run={run} row={row} />
      <PlanSmoothing supplierId={row.supplierId} />
      <ReturnBasis row={row} />
      <StockStages key={`${row.itemId}/${row.supplierId}`} itemId={row.itemId} supplierId={row.supplierId} />
    </Panel>
  )
}

/** How much of what customers send back counts as supply, and how that is known. */
function ReturnBasis({ row }: { row: PlanRow }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { returnBasis: basis } = row
  if (!basis) return null
  const isGraded = basis.gradedOfItem + basis.gradedOfCategory > 0
  return (
    <div style={{ padding: '0.75rem 1rem' }}>
      <Text size="sm" fw={600}>
        {t('plan.returns')}
      </Text>
      <Text size="sm">
        {t(isGraded ? 'plan.returnsGraded' : 'plan.returnsAssumed', {
          returned: words.text('returned-share', basis.returnedShare),
          resale: words.text('resale-share', basis.resaleShare),
          item: words.text('demand', basis.gradedOfItem),
          category: words.text('demand', basis.gradedOfCategory),
        })}
      </Text>
    </div>
  )
}
