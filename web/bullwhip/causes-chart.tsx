import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { useAxisNumber } from '#web/ui/number.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { CAUSES, CauseSwatch, causeFill } from './cause-pattern.tsx'

type CauseRow = NonNullable<Outputs['bullwhip']['causes']>['rows'][number]
type Cause = CauseRow['cause']

interface SupplierCauses {
  readonly key: string
  readonly name: string
  readonly parts: Partial<Record<Cause, number>>
  readonly total: number
  readonly bucketCount: number
}

/** Stacked parts of the ratio, all suppliers first; negative parts hang below zero. */
export function CausesChart(props: { runId: number | undefined }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.bullwhip.causes.queryOptions({ runId: props.runId }),
    placeholderData: (before) => before,
  })
  return (
    <Loaded query={query} rows={5}>
      {(data) =>
        data === null || data.rows.length === 0 ? (
          <Panel title={t('bullwhip.causesTitle')}>
            <Text size="sm">{t('bullwhip.causesTooFew')}</Text>
          </Panel>
        ) : (
          <Causes rows={data.rows} asOf={data.run.asOf} />
        )
      }
    </Loaded>
  )
}

function Causes(props: { rows: readonly CauseRow[]; asOf: string }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const axis = useAxisNumber()
  const suppliers = useSupplierCauses(props.rows)
  const all = suppliers[0]!
  const text = (ratio: number | undefined) => words.text('cause-share', ratio)
  const largest = CAUSES.filter((cause) => cause !== 'demand').reduce((most, cause) =>
    (all.parts[cause] ?? 0) > (all.parts[most] ?? 0) ? cause : most,
  )
  return (
    <ChartFrame
      title={t('bullwhip.causesTitle')}
      bucket={`${t('bullwhip.causesNote', { count: all.bucketCount })} · ${t('bullwhip.chartBucket')}`}
      unit={t('bullwhip.causesUnit')}
      asOf={props.asOf}
      legend={CAUSES.map((cause) => ({
        key: cause,
        label: t(`bullwhip.cause-${cause}`),
        mark: <CauseSwatch cause={cause} />,
      }))}
      summary={t('bullwhip.causesSummary', {
        cause: t(`bullwhip.cause-${largest}`),
        part: text(all.parts[largest]),
        ratio: text(all.total),
      })}
      foot={t('bullwhip.causesFoot')}
      table={<CausesTable suppliers={suppliers} />}
    >
      <ResponsiveContainer width="100%" height={44 * suppliers.length + 34}>
        <BarChart
          data={suppliers}
          layout="vertical"
          stackOffset="sign"
          margin={{ top: 4, right: 24, bottom: 0, left: 0 }}
        >
          <CartesianGrid horizontal={false} />
          <XAxis type="number" tickFormatter={axis} />
          <YAxis type="category" dataKey="name" width={170} tickLine={false} axisLine={false} />
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={
              <ChartTip
                title={(name) => String(name)}
                rows={(row: SupplierCauses) => [
                  ...CAUSES.map((cause) => [t(`bullwhip.cause-${cause}`), text(row.parts[cause])] as const),
                  [t('bullwhip.total'), text(row.total)] as const,
                ]}
              />
            }
          />
          <ReferenceLine x={0} stroke="var(--ink-soft)" />
          <ReferenceLine x={1} stroke="var(--ink-soft)" strokeDasharray="4 3" />
          {CAUSES.map((cause) => (
            <Bar
              key={cause}
              name={cause}
              stackId="causes"
              dataKey={(row: SupplierCauses) => row.parts[cause] ?? 0}
              fill={causeFill(cause)}
              stroke="var(--ink-soft)"
              maxBarSize={24}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  )
}

function useSupplierCauses(rows: readonly CauseRow[]): SupplierCauses[] {
  const { t } = useTranslation()
  const name = useName()
  const suppliers = [...new Set(rows.map(({ supplierId }) => supplierId))]
  return suppliers.map((supplierId) => {
    const ofSupplier = rows.filter((row) => row.supplierId === supplierId)
    return {
      key: String(supplierId),
      name:
        supplierId === null
          ? t('bullwhip.allSuppliers')
          : name({ nameZh: ofSupplier[0]!.supplierZh ?? '', nameEn: ofSupplier[0]!.supplierEn ?? '' }),
      parts: Object.fromEntries(ofSupplier.map(({ cause, ratio }) => [cause, ratio])),
      total: ofSupplier.reduce((sum, { ratio }) => sum + ratio, 0),
      bucketCount: ofSupplier[0]!.bucketCount,
    }
  })
}

function CausesTable(props: { suppliers: readonly SupplierCauses[] }) {
  const { t } = useTranslation()
  const columns: Column<SupplierCauses>[] = [
    { id: 'name', header: t('planning.supplier'), pinned: true, cell: (row) => row.name },
    ...CAUSES.map(
      (cause): Column<SupplierCauses> => ({
        id: cause,
        header: t(`bullwhip.cause-${cause}`),
        align: 'end',
        cell: (row) => <Measure of="cause-share" value={row.parts[cause] ?? null} />,
      }),
    ),
    {
      id: 'total',
      header: t('bullwhip.total'),
      align: 'end',
      cell: (row) => <Measure of="cause-share" value={row.total} />,
    },
  ]
  return (
    <DataTable
      label={t('bullwhip.causesTitle')}
      rows={props.suppliers}
      rowKey={(row) => row.key}
      columns={columns}
    />
  )
}
